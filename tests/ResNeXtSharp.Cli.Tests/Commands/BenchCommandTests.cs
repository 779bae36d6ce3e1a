using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Benchmarks;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class BenchCommandTests
{
    private static readonly string[] Quick = ["bench", "--model", "resnet18", "--batch", "2", "--rounds", "1", "--seconds", "0.001"];

    [Fact]
    public void Json_is_one_object_whose_figures_fit_together()
    {
        var json = Json("--size", "16x24", "--classes", "5", "--threads", "1");
        Assert.Equal(
            [
                "engine", "version", "processor", "model", "height", "width", "batch", "classes", "threads", "simd", "fma_ceiling_gflops",
                "machine", "training", "inference", "training_one_thread", "peak_memory_bytes", "layers",
            ],
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
    public void Every_convolution_and_the_classifier_has_a_layer_and_their_work_is_that_of_a_forward_pass()
    {
        var json = Json("--only", "inference", "layers");
        var layers = json["layers"]!.AsArray();
        Assert.Equal(21, layers.Sum(layer => (int)layer!["count"]!));
        Assert.Equal(["conv1", "layer1.0.conv1", "layer2.0.conv1"], layers.Take(3).Select(layer => (string)layer!["name"]!));
        Assert.Equal(4, (int)layers[1]!["count"]!);
        Assert.Null(layers[0]!["backward_input"]);
        var inference = json["inference"]!;
        Assert.Equal((double)inference["gflops"]! * (double)inference["milliseconds"]! * 1e6, layers.Sum(layer => (int)layer!["count"]! * (double)layer["flop"]!), 1.0);
        foreach (var layer in layers)
        {
            foreach (var kernel in (string[])["forward", "backward_input", "backward_weight"])
                Assert.True(layer![kernel] is null || (double)layer[kernel]!["gflops"]! > 0);
        }
    }

    [Fact]
    public void Only_what_was_asked_for_is_measured()
    {
        var json = Json("--only", "machine");
        Assert.Equal(["fma_ceiling_gflops", "machine"], json.Select(member => member.Key).SkipWhile(key => key != "fma_ceiling_gflops"));
        Assert.Equal(1, (int)json["machine"]![0]!["threads"]!);
        Assert.Contains("\"lyers\"", CommandRun.Of([.. Quick, "--only", "lyers"]).Refused(ExitCode.Usage).Replace('\'', '"'), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_gets_tables_and_the_counting_rule()
    {
        var output = CommandRun.Of(Quick).Succeeded().Output;
        Assert.Contains("resnet18, 2 pictures of 32x32, 10 classes", output, StringComparison.Ordinal);
        foreach (var expected in (string[])["training", "inference", "images/s", "share of ceiling", "layer1.0.conv1", "memory read", "peak memory", "padding not counted"])
            Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_result_is_json_and_a_page_in_the_folder_of_the_processor()
    {
        using var folder = new TestFolder();
        var output = CommandRun.Of([.. Quick, "--only", "machine", "layers", "--save", folder.Path]).Succeeded().Output;
        var place = Path.Combine(folder.Path, BenchFile.Slug(Machine.Processor));
        Assert.Equal(["resnet18-32x32-batch2.json", "resnet18-32x32-batch2.md"], Directory.GetFiles(place).Select(Path.GetFileName).Order());
        Assert.Equal("resnet18", (string)JsonNode.Parse(File.ReadAllText(Path.Combine(place, "resnet18-32x32-batch2.json")))!["model"]!);
        Assert.Contains("| layer1.0.conv1 ", File.ReadAllText(Path.Combine(place, "resnet18-32x32-batch2.md")), StringComparison.Ordinal);
        Assert.Contains("saved: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AMD EPYC", "AMD-EPYC")]
    [InlineData("Intel(R) Core(TM) i7-1165G7 @ 2.80GHz", "Intel-R-Core-TM-i7-1165G7-2.80GHz")]
    [InlineData("../..", "processor")]
    public void A_processor_names_a_folder(string processor, string folder) => Assert.Equal(folder, BenchFile.Slug(processor));

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

    static JsonObject Json(params string[] options) => JsonNode.Parse(CommandRun.Of([.. Quick, .. options, "--json"]).Succeeded().Output)!.AsObject();
}
