using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ResNeXtSharp.Tests.Examples;

/// <summary>Every example is compiled and run as a reader does it: <c>dotnet run examples/NAME.cs</c>.</summary>
public sealed class ExampleTests
{
    /// <summary>The arguments that make an example short enough for a test.</summary>
    private static readonly Dictionary<string, string[]> Short = new()
    {
        ["01-tutorial.cs"] = ["shapes", "1", "64"],
        ["04-own-folder.cs"] = ["shapes", "1"],
        ["07-grad-cam.cs"] = ["200"],
    };

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder(), "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Example_runs(string name)
    {
        string[] arguments = ["run", Path.Combine(Folder(), name), "--", .. Short.GetValueOrDefault(name, [])];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{name} ended with {process.ExitCode}:\n{await output}\n{error}");
        Assert.NotEmpty(await output);
    }

    static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "examples"));
}
