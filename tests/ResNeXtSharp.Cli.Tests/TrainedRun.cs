using ResNeXtSharp.Cli.Tests;

[assembly: AssemblyFixture(typeof(TrainedRun))]

namespace ResNeXtSharp.Cli.Tests;

/// <summary>A small training that many tests look at.</summary>
public sealed class TrainedRun : IDisposable
{
    public const int TestSize = 40;

    readonly TestFolder _folder = new();

    public TrainedRun() => Training = CommandRun.Of(Arguments(Folder)).Succeeded();

    public string Folder => _folder["run"];

    public string Weights => Path.Combine(Folder, "last.safetensors");

    internal CommandRun Training { get; }

    /// <summary>The command line of the training, into a folder of choice.</summary>
    public static string[] Arguments(string folder) =>
    [
        "train", "--data", "shapes", "--model", "resnet18", "--train-size", "64", "--test-size", TestSize.ToString(), "--epochs", "2", "--output", folder,
    ];

    public void Dispose() => _folder.Dispose();
}
