using System.Net;
using System.Net.Sockets;

namespace ResNeXtSharp.Cli.Tests.Serving;

public sealed class ServeCommandTests(TrainedRun trained)
{
    [Theory]
    [InlineData("serve")]
    [InlineData("serve", "--weights", "a", "--run", "b")]
    public void One_of_weights_and_run_is_needed(params string[] arguments)
    {
        if (arguments.Contains("--run")) arguments = ["serve", "--weights", trained.Weights, "--run", trained.Folder];

        Assert.Contains("--weights FILE, or a training run with --run RUN", CommandRun.Of(arguments).Refused(ExitCode.Usage));
    }

    [Fact]
    public void Weights_that_are_not_there_are_one_line() =>
        Assert.Contains("missing.safetensors", CommandRun.Of("serve", "--weights", "missing.safetensors").Refused(ExitCode.Weights));

    [Fact]
    public void A_host_that_is_no_address_is_one_line() =>
        Assert.Contains("--host everywhere", CommandRun.Of("serve", "--weights", trained.Weights, "--host", "everywhere").Refused(ExitCode.Usage));

    [Fact]
    public void A_port_in_use_is_one_line_with_a_cure()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString();

        Assert.Contains("choose another --port", CommandRun.Of("serve", "--weights", trained.Weights, "--port", port).Refused(ExitCode.Usage));
    }

    [Fact]
    public void It_serves_until_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var output = new ActingWriter("Ctrl-C", stop.Cancel);

        var run = CommandRun.Of(output, stop.Token, "serve", "--run", trained.Folder, "--port", "0").Succeeded();

        Assert.StartsWith("resnet18 on http://127.0.0.1:", run.Output);
    }
}
