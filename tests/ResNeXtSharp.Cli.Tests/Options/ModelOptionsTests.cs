using System.Text.Json.Nodes;

namespace ResNeXtSharp.Cli.Tests.Options;

public sealed class ModelOptionsTests
{
    [Theory]
    [InlineData(25_028_904, "--network-depth", "50")]
    [InlineData(25_028_904, "--cardinality", "32", "--width", "4")]
    [InlineData(5_790_504, "--model", "resnext29_32x4d")]
    public void Depth_cardinality_and_width_make_a_network(long parameters, params string[] options)
    {
        var run = CommandRun.Of(["summary", "--json", "--classes", "1000", .. options]).Succeeded();
        Assert.Equal(parameters, (long)JsonNode.Parse(run.Output)!["parameters"]!);
    }

    [Fact]
    public void A_network_of_any_shape_trains_and_its_weights_know_what_it_is()
    {
        using var folder = new TestFolder();
        CommandRun.Of(
            "train", "--data", "shapes", "--train-size", "32", "--test-size", "8", "--epochs", "1", "--depth", "11", "--cardinality", "2", "--width", "8", "--output", folder["run"]).Succeeded();
        var info = CommandRun.Of("summary", "--json", "--weights", Path.Combine(folder["run"], "last.safetensors")).Succeeded();
        var named = CommandRun.Of("summary", "--json", "--model", "resnext11_2x8d").Succeeded();
        Assert.Equal((long)JsonNode.Parse(named.Output)!["parameters"]!, (long)JsonNode.Parse(info.Output)!["parameters"]!);
    }

    [Theory]
    [InlineData("There is no ResNeXt of 51 layers", "train", "--depth", "51")]
    [InlineData("--model names a whole network", "bench", "--model", "resnet18", "--width", "8")]
    [InlineData("--cardinality must be at least 1, not 0.", "bench", "--cardinality", "0")]
    [InlineData("There is no ResNeXt of 50 layers, cardinality 32 and width 5000", "summary", "--width", "5000")]
    public void What_makes_no_network_is_one_line(string expected, params string[] arguments) =>
        Assert.Contains(expected, CommandRun.Of(arguments).Refused(ExitCode.Usage), StringComparison.Ordinal);
}
