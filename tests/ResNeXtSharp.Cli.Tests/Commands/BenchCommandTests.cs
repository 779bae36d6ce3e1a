using System.Text.Json.Nodes;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class BenchCommandTests
{
    private static readonly string[] Quick = ["bench", "--model", "resnet18", "--batch", "2", "--rounds", "1", "--seconds", "0.001"];

    [Fact]
    public void Json_is_one_object_whose_figures_fit_together()
    {
        var output = CommandRun.Of([.. Quick, "--size", "16x24", "--classes", "5", "--threads", "1", "--json"]).Succeeded().Output;
        var json = JsonNode.Parse(output)!.AsObject();
        Assert.Equal(
            ["model", "height", "width", "batch", "classes", "threads", "simd", "fma_ceiling_gflops", "training", "inference", "peak_memory_bytes"],
            json.Select(member => member.Key));
        Assert.Equal((16, 24, 2, 5, 1), ((int)json["height"]!, (int)json["width"]!, (int)json["batch"]!, (int)json["classes"]!, (int)json["threads"]!));
        Assert.True((long)json["peak_memory_bytes"]! > 0);
        foreach (var part in (string[])["training", "inference"])
        {
            var speed = json[part]!;
            Assert.Equal(2 / (double)speed["milliseconds"]! * 1e3, (double)speed["images_per_second"]!, 1e-6 * (double)speed["images_per_second"]!);
            Assert.Equal((double)speed["gflops"]! / (double)json["fma_ceiling_gflops"]!, (double)speed["share"]!, 9);
        }
    }

    [Fact]
    public void A_person_gets_a_table_and_the_counting_rule()
    {
        var output = CommandRun.Of(Quick).Succeeded().Output;
        Assert.Contains("resnet18, 2 pictures of 32x32, 10 classes", output, StringComparison.Ordinal);
        foreach (var expected in (string[])["training", "inference", "images/s", "share of ceiling", "peak memory", "padding not counted"])
            Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rounds must be at least 1", "--rounds", "0")]
    [InlineData("--seconds must be a positive number", "--seconds", "0")]
    [InlineData("--batch must be at least 1", "--batch", "0")]
    public void A_wrong_option_is_one_line(string expected, params string[] options)
    {
        var run = CommandRun.Of(["bench", .. options]);
        Assert.Contains(expected, run.Refused(ExitCode.Usage), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
