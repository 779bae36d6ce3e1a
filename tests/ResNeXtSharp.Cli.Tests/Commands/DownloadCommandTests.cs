using System.Text.Json.Nodes;

namespace ResNeXtSharp.Cli.Tests.Commands;

/// <summary>What the command says and refuses; downloads themselves are tested against a server in the library's tests.</summary>
public sealed class DownloadCommandTests
{
    [Fact]
    public void Without_a_name_it_lists_what_there_is()
    {
        var output = CommandRun.Of("download").Succeeded().Output;
        Assert.Contains("resnext50_32x4d.imagenet1k_v2", output, StringComparison.Ordinal);
        Assert.Contains("232, cut to 224", output, StringComparison.Ordinal);
        var weights = JsonNode.Parse(CommandRun.Of("download", "--json").Succeeded().Output)!["weights"]!.AsArray();
        Assert.Equal(5, weights.Count);
        Assert.Equal("https://download.pytorch.org/models/resnext50_32x4d-7cdf4587.pth", (string?)weights[0]!["address"]);
        Assert.Equal((256, 224), ((int)weights[0]!["resize"]!, (int)weights[0]!["crop"]!));
    }

    [Fact]
    public void Offline_it_says_how_to_get_the_file_by_hand()
    {
        using var folder = new TestFolder();
        var line = CommandRun.Of("download", "resnext50_32x4d", "--offline", "--cache", folder.Path).Refused(ExitCode.Weights);
        Assert.Contains("Get https://download.pytorch.org/models/resnext50_32x4d-1a0047aa.pth", line, StringComparison.Ordinal);
        Assert.Contains("SHA-256 beginning with 1a0047aa", line, StringComparison.Ordinal);
        Assert.Contains(folder["resnext50_32x4d-1a0047aa.pth"], line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_can_be_named_by_the_environment()
    {
        using var folder = new TestFolder();
        var before = Environment.GetEnvironmentVariable("RESNEXT_HOME");
        Environment.SetEnvironmentVariable("RESNEXT_HOME", folder.Path);
        try
        {
            var line = CommandRun.Of("download", "resnext101_64x4d", "--offline").Refused(ExitCode.Weights);
            Assert.Contains(Path.Combine(folder.Path, "weights", "resnext101_64x4d-173b62eb.pth"), line, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("RESNEXT_HOME", before);
        }
    }

    [Fact]
    public void Another_file_under_the_published_name_is_refused()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["resnext50_32x4d-1a0047aa.pth"], "<html>Moved</html>");
        var line = CommandRun.Of("download", "resnext50_32x4d", "--offline", "--cache", folder.Path).Refused(ExitCode.Weights);
        Assert.Contains("is not the published file", line, StringComparison.Ordinal);
        Assert.Contains("Delete it", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are() =>
        Assert.Contains("resnext101_32x8d.imagenet1k_v1", CommandRun.Of("download", "alexnet").Refused(ExitCode.Usage), StringComparison.Ordinal);
}
