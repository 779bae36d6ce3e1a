using System.Diagnostics;
using ResNeXtSharp.Cli.Tests.Training;

namespace ResNeXtSharp.Cli.Tests.Distributed;

/// <summary>Two hosts: network namespaces of this machine, joined by a pair of virtual cards, each with a host name of its own.</summary>
public sealed class TwoHostsTests : IDisposable
{
    const string Network = "10.213.77";

    readonly TestFolder _folder = new();
    readonly string[] _hosts = [$"rnxa{Environment.ProcessId}", $"rnxb{Environment.ProcessId}"];

    [Fact]
    public void Ranks_on_two_hosts_train_over_their_network()
    {
        MpiJob.Require(MpiJob.OpenMpi);
        Assert.SkipUnless(MpiJob.IsInstalled("ip") && MpiJob.IsInstalled("unshare") && Join(), "needs root and ip netns");
        // Takes ssh's place: enters the namespace of the host that is named.
        var agent = _folder["agent"];
        File.WriteAllText(agent, $"""
            #!/bin/sh
            case $1 in {Network}.1) host={_hosts[0]} ;; *) host={_hosts[1]} ;; esac
            shift
            exec ip netns exec $host unshare -u sh -c "hostname $host; $*"
            """);
        Do("chmod", "+x", agent);
        var run = _folder["run"];
        string[] train = ["train", "--distributed", "--output", run, "--data", "shapes", "--train-size", "16", "--test-size", "8", "--model", "resnext11_1x4d", "--batch-size", "8", "--epochs", "1"];
        using var job = MpiJob.StartWith("ip",
        [
            "netns", "exec", _hosts[0], MpiJob.OpenMpi, "--mca", "plm_rsh_agent", agent, "--mca", "btl", "tcp,self", "--mca", "btl_tcp_if_include", $"{Network}.0/24",
            "--mca", "oob_tcp_if_include", $"{Network}.0/24", "--bind-to", "none", "--host", $"{Network}.1:1,{Network}.2:1", "-n", "2", .. TinyTraining.CommandLine(train),
        ]);
        var (exitCode, lines) = job.Finish(60);
        Assert.True(exitCode == 0, job.Error);
        Assert.Contains(lines, line => line.StartsWith("2 ranks, 1 of them here", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(run, "last.safetensors")));
    }

    public void Dispose()
    {
        foreach (var host in _hosts) Do("ip", "netns", "del", host);
        _folder.Dispose();
    }

    bool Join()
    {
        var (a, b) = (_hosts[0], _hosts[1]);
        return Do("ip", "netns", "add", a) && Do("ip", "netns", "add", b)
            && Do("ip", "link", "add", a, "netns", a, "type", "veth", "peer", "name", b, "netns", b)
            && Enumerable.Range(0, 2).All(i => Do("ip", "-n", _hosts[i], "addr", "add", $"{Network}.{i + 1}/24", "dev", _hosts[i])
                && Do("ip", "-n", _hosts[i], "link", "set", _hosts[i], "up") && Do("ip", "-n", _hosts[i], "link", "set", "lo", "up"));
    }

    static bool Do(string program, params string[] arguments)
    {
        if (!MpiJob.IsInstalled(program)) return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
