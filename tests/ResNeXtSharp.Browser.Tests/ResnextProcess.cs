using System.Diagnostics;

namespace ResNeXtSharp.Browser.Tests;

/// <summary>The command in a process of its own, as a user runs it.</summary>
sealed class ResnextProcess : IDisposable
{
    readonly Process _process;
    readonly System.Text.StringBuilder _said = new();

    ResnextProcess(Process process) => _process = process;

    /// <summary>Where the server listens.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The port of <see cref="Url"/>.</summary>
    public int Port => new Uri(Url).Port;

    /// <summary>Starts a server and waits until it says where it is.</summary>
    public static ResnextProcess Serve(params string[] arguments)
    {
        var server = Start([.. arguments]);
        var first = server._process.StandardOutput.ReadLine() ?? "";
        server.Url = System.Text.RegularExpressions.Regex.Match(first, "http://[0-9.]+:[0-9]+").Value;
        Assert.True(server.Url.Length > 0, $"The server said: {first} {server._said}");
        return server;
    }

    /// <summary>Starts something that ends by itself.</summary>
    public static ResnextProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "resnext.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = new ResnextProcess(Process.Start(start)!);
        process._process.ErrorDataReceived += (_, line) => process._said.AppendLine(line.Data);
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs something to its end.</summary>
    public static void Run(params string[] arguments)
    {
        using var process = Start(arguments);
        process.Wait();
    }

    /// <summary>Waits for the end, and asserts that all went well.</summary>
    public void Wait()
    {
        _ = _process.StandardOutput.ReadToEnd();
        _process.WaitForExit();
        Assert.True(_process.ExitCode == 0, _said.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
