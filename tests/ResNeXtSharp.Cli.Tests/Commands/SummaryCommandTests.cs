using System.Text.Json.Nodes;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class SummaryCommandTests(TrainedRun trained)
{
    [Fact]
    public void The_table_is_torchinfos()
    {
        var output = CommandRun.Of("summary", "--model", "resnet18", "--batch", "2", "--depth", "1").Succeeded().Output;
        var lines = output.Split('\n');
        Assert.Equal("ResNet                                   [2, 10]                   --", lines[3]);
        Assert.Equal("├─Conv2d: 1-1                            [2, 64, 16, 16]           9,408", lines[4]);
        Assert.Equal("├─Linear: 1-10                           [2, 10]                   5,130", lines[13]);
        Assert.Contains("Total params: 11,181,642", lines);
    }

    [Fact]
    public void Size_classes_columns_and_ascii_are_options()
    {
        var output = CommandRun.Of(
            "summary", "--model", "resnet18", "--size", "64x32", "--classes", "7", "--depth", "1", "--ascii", "--columns", "input_size,kernel_size", "groups").Succeeded().Output;
        var lines = output.Split('\n');
        Assert.Equal("Layer (type:depth-idx)                   Input Shape               Kernel Shape              Groups", lines[1]);
        Assert.Equal("+ Conv2d: 1-1                            [1, 3, 64, 32]            [7, 7]                    1", lines[4]);
        Assert.Contains("Total params: 11,180,103", lines);
    }

    [Fact]
    public void Json_holds_totals_and_layers()
    {
        var output = CommandRun.Of("summary", "--model", "resnet18", "--json").Succeeded().Output;
        var json = JsonNode.Parse(output)!;
        Assert.Equal(11_181_642, (long)json["parameters"]!);
        Assert.Equal([1, 3, 32, 32], json["input_size"]!.AsArray().Select(size => (int)size!));
        var stem = json["layers"]![1]!;
        Assert.Equal("Conv2d", (string?)stem["kind"]);
        Assert.Equal("[7, 7]", (string?)stem["kernel_size"]);
        Assert.Equal(9408, (long)stem["parameters"]!);
        Assert.Equal((long)json["mult_adds"]!, (long)json["layers"]![0]!["mult_adds"]!);
    }

    [Fact]
    public void A_weights_file_knows_its_model_and_classes()
    {
        var described = CommandRun.Of("summary", "--weights", trained.Weights).Succeeded().Lines;
        Assert.StartsWith("ResNet                                   [1, 10]", described[3], StringComparison.Ordinal);
        Assert.Contains("Total params: 11,181,642", described);
        Assert.Equal(described, CommandRun.Of("summary", "--weights", trained.Weights, "--model", "resnet18").Succeeded().Lines);
    }

    [Fact]
    public void Weights_of_another_model_are_refused()
    {
        var run = CommandRun.Of("summary", "--weights", trained.Weights, "--model", "resnet34");
        run.Refused(ExitCode.Weights);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("There is no model \"resnet\"", "--model", "resnet")]
    [InlineData("There is no column \"colour\"", "--columns", "colour")]
    [InlineData("--size is a number of pixels", "--size", "32x32x3")]
    [InlineData("--size is a number of pixels", "--size", "0")]
    [InlineData("--depth must be at least 0", "--depth", "-1")]
    [InlineData("--batch must be at least 1", "--batch", "0")]
    [InlineData("2^31 - 1 elements", "--size", "100000")]
    [InlineData("leave --classes out", "--weights", "any.safetensors", "--classes", "3")]
    public void A_wrong_option_is_one_line(string expected, params string[] options)
    {
        var run = CommandRun.Of(["summary", .. options]);
        Assert.Contains(expected, run.Refused(ExitCode.Usage), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
