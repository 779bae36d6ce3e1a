using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace ResNeXtSharp.Cli.Tests.Training;

/// <summary>A training of seconds that saves after every step, by the command in a process of its own.</summary>
static class TinyTraining
{
    static readonly string[] Settings =
    [
        "--data", "shapes", "--train-size", "24", "--test-size", "10", "--model", "resnext11_1x4d", "--batch-size", "4", "--epochs", "4",
        "--schedule", "cosine", "--mixup", "0.2", "--random-erasing", "0.25", "--ema", "0.9", "--save-every", "1", "--keep-best", "2",
    ];

    /// <summary>Decides when something happens; RESNEXT_SEED gives another.</summary>
    public static int Seed { get; } = Count("RESNEXT_SEED", 11);

    static readonly Lazy<(string Outcome, int Milliseconds)> UninterruptedOnce = new(() =>
    {
        using var folder = new TestFolder();
        var clock = Stopwatch.StartNew();
        Finish(folder["run"]);
        return (TinyTraining.Outcome(folder["run"]), (int)clock.ElapsedMilliseconds);
    });

    /// <summary>What it comes to when nothing happens, and how long it takes.</summary>
    public static (string Outcome, int Milliseconds) Uninterrupted => UninterruptedOnce.Value;

    /// <summary>How often to try something that takes long: few times, or as often as a variable says.</summary>
    public static int Count(string variable, int few) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : few;

    /// <summary>Begins the training, or goes on with it if the folder holds one.</summary>
    public static Process Start(string folder, params string[] more) => Command([.. Arguments(folder), .. more]);

    /// <summary>Trains to the end, whatever has been done already.</summary>
    public static void Finish(string folder)
    {
        using var process = Start(folder);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((ExitCode.Success, ""), (process.ExitCode, error));
    }

    /// <summary>The arguments of the command.</summary>
    public static string[] Arguments(string folder) =>
        File.Exists(Path.Combine(folder, "config.json")) ? ["train", "--resume", folder] : ["train", "--output", folder, .. Settings];

    /// <summary>Starts the command.</summary>
    public static Process Command(IEnumerable<string> arguments) => Process.Start(Redirected(Host, [Program, .. arguments]))!;

    /// <summary>Starts the command behind a shell script that gets it in its arguments.</summary>
    public static Process CommandIn(string shell, IEnumerable<string> shellArguments, IEnumerable<string> arguments) =>
        Process.Start(Redirected(shell, [.. shellArguments, Host, Program, .. arguments]))!;

    /// <summary>All that a training came to: its weights, bit for bit, and its metrics but for the speed.</summary>
    public static string Outcome(string folder)
    {
        var files = from name in (string[])["last.safetensors", "best.safetensors"]
                    select Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))));
        var metrics = from line in File.ReadLines(Path.Combine(folder, "metrics.csv")) select line[..line.LastIndexOf(',')];
        return string.Join('\n', files.Concat(metrics));
    }

    /// <summary>The command as a command line, for whoever starts it.</summary>
    public static IEnumerable<string> CommandLine(IEnumerable<string> arguments) => [Host, Program, .. arguments];

    static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    static string Program => Path.Combine(AppContext.BaseDirectory, "resnext.dll");

    static ProcessStartInfo Redirected(string file, IEnumerable<string> arguments) =>
        new(file, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
}
