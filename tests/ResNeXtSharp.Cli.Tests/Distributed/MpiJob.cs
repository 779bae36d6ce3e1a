using System.Diagnostics;
using System.Text;
using ResNeXtSharp.Cli.Tests.Training;

namespace ResNeXtSharp.Cli.Tests.Distributed;

/// <summary>Ranks of the command that a launcher has started.</summary>
sealed class MpiJob : IDisposable
{
    public const string OpenMpi = "mpirun.openmpi";
    public const string Mpich = "mpirun.mpich";

    // Tells the ranks of this job from all other processes.
    const string Marker = "RESNEXT_TEST_JOB";

    readonly string _id = Guid.NewGuid().ToString("N");
    readonly Process _process;
    readonly StringBuilder _error = new();

    MpiJob(string launcher, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(launcher, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment[Marker] = _id;
        (start.Environment["OMPI_ALLOW_RUN_AS_ROOT"], start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"]) = ("1", "1");
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_error) _error.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>What was written to the error stream.</summary>
    public string Error
    {
        get
        {
            lock (_error) return _error.ToString();
        }
    }

    /// <summary>Skips a test where a launcher is not installed.</summary>
    public static void Require(string launcher) => Assert.SkipUnless(IsInstalled(launcher), $"{launcher} is not installed: apt-get install {(launcher == OpenMpi ? "openmpi-bin" : "mpich")}");

    /// <summary>Whether a program is on the path.</summary>
    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Starts ranks of <c>resnext train --distributed</c>.</summary>
    public static MpiJob Start(string launcher, int ranks, params IEnumerable<string> arguments) =>
        new(launcher, [.. Options(launcher), "-n", ranks.ToString(), .. TinyTraining.CommandLine(["train", "--distributed", .. arguments])]);

    /// <summary>Starts a launcher with arguments of its own.</summary>
    public static MpiJob StartWith(string launcher, IEnumerable<string> arguments) => new(launcher, arguments);

    /// <summary>The next line of the output, or null at its end.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Waits for the end, but not for ever.</summary>
    public bool WaitForExit(int milliseconds) => _process.WaitForExit(milliseconds);

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code, and the lines of the output.</returns>
    public (int ExitCode, string[] Lines) Finish(int seconds = 120)
    {
        var output = _process.StandardOutput.ReadToEndAsync();
        Assert.True(_process.WaitForExit(seconds * 1000), $"the job has not ended in {seconds} s: {Error}");
        _process.WaitForExit();
        return (_process.ExitCode, output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>Sends a signal to a rank, by kill's name for it.</summary>
    public void Signal(int rank, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", PidOf(rank).ToString()]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    // Here ranks outnumber processors.
    static string[] Options(string launcher) => launcher == OpenMpi ? ["--oversubscribe", "--bind-to", "none"] : [];

    int PidOf(int rank) => Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(int.Parse!)
        .First(pid => Variables(pid) is var variables && variables.Contains($"{Marker}={_id}")
            && (variables.Contains($"OMPI_COMM_WORLD_RANK={rank}") || variables.Contains($"PMI_RANK={rank}")));

    static string[] Variables(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
