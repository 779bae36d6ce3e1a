using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>The Python of this machine, where it has the module that a test compares with.</summary>
static class Python
{
    // Debian's packages belong to its own interpreter, which another may hide.
    static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];

    static readonly ConcurrentDictionary<string, string?> InterpreterWith = [];

    /// <summary>Runs a script and returns what it prints; skips the test where no interpreter has the module.</summary>
    public static string RunWith(string module, string script, params string[] arguments)
    {
        string? interpreter = InterpreterWith.GetOrAdd(module, _ => Array.Find(Interpreters, each => Run(each, ["-c", $"import {module}"]).ExitCode == 0));
        Assert.SkipWhen(interpreter is null, $"no Python with {module} here (Debian: apt-get install --no-install-recommends python3-{module})");
        (int exitCode, string output, string error) = Run(interpreter, ["-c", script, .. arguments]);
        Assert.True(exitCode == 0, error);
        return output;
    }

    static (int ExitCode, string Output, string Error) Run(string interpreter, string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }
}
