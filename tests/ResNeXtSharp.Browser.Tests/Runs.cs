using ResNeXtSharp.Browser.Tests;

[assembly: AssemblyFixture(typeof(Runs))]

namespace ResNeXtSharp.Browser.Tests;

/// <summary>Two small trainings in a folder, made by the command when the first test asks for them.</summary>
public sealed class Runs : IDisposable
{
    readonly Lazy<string> _folder = new(() =>
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        var folder = Directory.CreateTempSubdirectory("resnext-browser-").FullName;
        ResnextProcess.Run(Training(Path.Combine(folder, "first"), epochs: 4));
        ResnextProcess.Run([.. Training(Path.Combine(folder, "second"), epochs: 3), "--learning-rate", "0.004"]);
        return folder;
    });

    /// <summary>The folder of both.</summary>
    public string Folder => _folder.Value;

    /// <summary>Weights to serve.</summary>
    public string Weights => Path.Combine(Folder, "first", "best.safetensors");

    /// <summary>The command line of a training of a few seconds.</summary>
    public static string[] Training(string folder, int epochs, int pictures = 128) =>
    [
        "train", "--data", "shapes", "--model", "resnext_fast", "--train-size", $"{pictures}", "--test-size", "60", "--epochs", $"{epochs}", "--batch-size", "32", "--output", folder,
    ];

    public void Dispose()
    {
        if (_folder.IsValueCreated) Directory.Delete(_folder.Value, recursive: true);
    }
}
