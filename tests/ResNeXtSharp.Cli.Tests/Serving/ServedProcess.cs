using System.Diagnostics;
using System.Globalization;
using ResNeXtSharp.Cli.Tests.Training;

namespace ResNeXtSharp.Cli.Tests.Serving;

/// <summary><c>resnext serve</c> in a process of its own.</summary>
sealed class ServedProcess : IDisposable
{
    readonly Process _process;

    public ServedProcess(params string[] arguments)
    {
        _process = TinyTraining.Command(["serve", "--port", "0", .. arguments]);
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(_process.StandardError.ReadToEnd());
        Address = new Uri(line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd(';'));
    }

    public Uri Address { get; }

    /// <summary>Bytes of memory that the process has in use.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").Single(each => each.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Asks the process to end, as a service manager does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>The exit code and what stands on the error stream, or a code of -1 if it did not end in time.</summary>
    public (int Code, string Error) WaitForEnd(TimeSpan time) => _process.WaitForExit(time) ? (_process.ExitCode, _process.StandardError.ReadToEnd()) : (-1, "");

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
