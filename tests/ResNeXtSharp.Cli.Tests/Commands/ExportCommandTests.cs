using System.Text.Json.Nodes;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class ExportCommandTests(TrainedRun trained)
{
    [Fact]
    public void Exported_weights_are_read_back_and_compared()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Of("export", trained.Weights, "-o", folder["model.onnx"]).Succeeded();
        Assert.Contains("resnet18", run.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("read back: logits differ by ", run.Lines[1], StringComparison.Ordinal);
        Assert.True(File.Exists(folder["model.onnx"]));
    }

    [Fact]
    public void Json_tells_the_difference_and_kept_norms_are_more_nodes()
    {
        using var folder = new TestFolder();
        JsonNode Export(params string[] options) =>
            JsonNode.Parse(CommandRun.Of(["export", trained.Weights, "--output", folder["model.onnx"], "--json", .. options]).Succeeded().Output)!;
        var (folded, kept) = (Export(), Export("--keep-batchnorm"));
        Assert.InRange((double)folded["largest_difference"]!, 0, 1e-3);
        Assert.Equal(20, (int)kept["nodes"]! - (int)folded["nodes"]!);
        Assert.Equal(new FileInfo(folder["model.onnx"]).Length, (long)kept["bytes"]!);
        Assert.Equal(17, (int)kept["opset"]!);
    }

    [Fact]
    public void What_cannot_be_written_or_read_is_one_line()
    {
        using var folder = new TestFolder();
        CommandRun.Of("export", trained.Weights, "-o", folder["missing/model.onnx"]).Refused(ExitCode.Output);
        CommandRun.Of("export", folder["missing.safetensors"]).Refused(ExitCode.Weights);
    }
}
