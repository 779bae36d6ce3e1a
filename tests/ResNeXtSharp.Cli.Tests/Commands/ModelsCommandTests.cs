using System.Text.Json.Nodes;
using ResNeXtSharp.Models;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class ModelsCommandTests
{
    [Fact]
    public void The_table_lists_every_model_with_its_cost_and_published_accuracy()
    {
        var output = CommandRun.Of("models").Succeeded().Output;
        foreach (var name in ModelCatalog.Names) Assert.Contains(name, output, StringComparison.Ordinal);
        var line = output.Split('\n').Single(row => row.Contains(" resnext50_32x4d ", StringComparison.Ordinal));
        foreach (var expected in (string[])["25,028,904", "4,230 M", "224x224", "1000", "81.20", "torchvision IMAGENET1K_V2"])
            Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Contains("9n + 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_tells_the_same_to_a_machine()
    {
        var models = JsonNode.Parse(CommandRun.Of("models", "--json").Succeeded().Output)!["models"]!.AsArray();
        Assert.Equal(ModelCatalog.Names, models.Select(model => (string?)model!["name"]));
        var paper = models.Single(model => (string?)model!["name"] == "resnext29_16x64d")!;
        Assert.Equal((68_155_210, 32, 16, 64), ((long)paper["parameters"]!, (int)paper["image_size"]!, (int)paper["cardinality"]!, (int)paper["width_per_group"]!));
        Assert.Equal(96.42, (double)paper["accuracy"]!["top1"]!, 6);
        Assert.Null(models.Single(model => (string?)model!["name"] == "resnext_tiny")!["accuracy"]);
    }

    [Fact]
    public async Task Names_and_numbers_stay_whole_where_the_terminal_is_narrow()
    {
        var output = new StringWriter();
        var context = new CommandContext(output, TextWriter.Null);
        context.OutputConsole.Profile.Width = 80;

        Assert.Equal(0, await ResnextCommand.RunAsync(["models"], context, TestContext.Current.CancellationToken));

        Assert.All(ModelCatalog.Entries, entry => Assert.Contains($"│ {entry.Name} ", output.ToString(), StringComparison.Ordinal));
        Assert.Contains("│ 194,026,792 │", output.ToString(), StringComparison.Ordinal);
        Assert.All(output.ToString().Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }
}
