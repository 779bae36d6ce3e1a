using System.Text.Json.Nodes;
using ResNeXtSharp.Models;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class WhichCommandTests(TrainedRun trained) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_runs_weights_are_told_with_their_geometry_and_what_to_run_next()
    {
        var output = CommandRun.Of("which", trained.Weights).Succeeded().Output;
        Assert.Contains("resnet18 (torchvision's, as in the papers)", output, StringComparison.Ordinal);
        Assert.Contains("2, 2, 2, 2 of 2 convolutions", output, StringComparison.Ordinal);
        Assert.Contains($"next: resnext evaluate {trained.Weights} --model resnet18", output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_tells_the_same_to_a_machine()
    {
        var json = JsonNode.Parse(CommandRun.Of("which", trained.Weights, "--json").Succeeded().Output)!;
        Assert.Equal("safetensors", (string?)json["format"]);
        Assert.Equal("resnet18", (string?)json["network"]!["name"]);
        Assert.Equal(10, (int)json["network"]!["classes"]!);
        Assert.Equal(ModelCatalog.Create("resnet18", classes: 10, seed: null).CountParameters(), (long)json["network"]!["parameters"]!);
        Assert.True((bool)json["loads"]!);
        Assert.Equal(102, (int)json["types"]!["F32"]!);
    }

    [Fact]
    public void Another_model_is_compared_key_by_key()
    {
        var run = CommandRun.Of("which", trained.Weights, "--model", "resnet34").Succeeded();
        Assert.Contains("missing: layer1.2.conv1.weight", run.Lines);
        Assert.Equal(96, run.Lines.Count(line => line.StartsWith("missing: ", StringComparison.Ordinal)));
    }

    // A converted file keeps shapes alone; the small networks are as wide as look-alikes of others.
    [Theory]
    [InlineData("resnext_tiny")]
    [InlineData("resnext_small")]
    [InlineData("resnext_fast")]
    public void A_small_model_is_recognised_after_conversion(string name)
    {
        ModelWeights.SaveForPyTorch(_folder["small.pth"], ModelCatalog.Create(name, classes: 10));
        CommandRun.Of("convert", _folder["small.pth"], _folder["small.safetensors"]).Succeeded();

        var json = JsonNode.Parse(CommandRun.Of("which", _folder["small.safetensors"], "--json").Succeeded().Output)!;

        Assert.Equal(("ResNeXtSharp", name), ((string?)json["network"]!["family"], (string?)json["network"]!["name"]));
        Assert.Equal(name, (string?)json["model"]);
        Assert.True((bool)json["loads"]!);
        Assert.Contains($"{name} (ResNeXtSharp's, for a CPU)", CommandRun.Of("which", _folder["small.pth"]).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_of_no_network_are_listed_without_one()
    {
        SafeTensorsWriter.Write(_folder["one.safetensors"], [WeightEntry.Float32("w", [2], new float[2])]);
        Assert.Contains("no residual network that is known", CommandRun.Of("which", _folder["one.safetensors"]).Succeeded().Output, StringComparison.Ordinal);
        Assert.Null(JsonNode.Parse(CommandRun.Of("which", _folder["one.safetensors"], "--json").Succeeded().Output)!["network"]);
    }

    [Fact]
    public void A_page_instead_of_weights_is_told_as_such()
    {
        File.WriteAllText(_folder["model.pth"], "<!doctype html><html>");
        Assert.Contains("HTML page", CommandRun.Of("which", _folder["model.pth"]).Refused(ExitCode.Weights), StringComparison.Ordinal);
    }
}
