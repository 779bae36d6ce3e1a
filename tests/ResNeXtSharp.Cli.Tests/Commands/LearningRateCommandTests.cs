using System.Text.Json;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class LearningRateCommandTests : IDisposable
{
    static readonly string[] Small = ["--data", "shapes", "--model", "resnext_tiny", "--train-size", "32", "--test-size", "10", "--batch-size", "8"];

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_shows_a_table_suggests_a_rate_and_writes_nothing_but_the_plot()
    {
        var run = Find("--lowest", "1e-4", "--highest", "10", "--steps", "30").Succeeded();

        Assert.Contains("learning rate", run.Output);
        Assert.Matches(@"lowest smoothed loss: \d\.\d{4} at \d\.\de[+-]\d", run.Output);
        Assert.Matches(@"suggestion: --learning-rate \d\.\de[+-]\d, a tenth of the rate with the lowest loss", run.Output);
        Assert.Equal([_folder["plot.png"]], Directory.GetFileSystemEntries(_folder.Path));
        var plot = ImageFile.Load(_folder["plot.png"]);
        Assert.True(plot.Width > plot.Height);
    }

    [Fact]
    public void Json_holds_every_point_and_what_is_read_off_them()
    {
        using var found = JsonDocument.Parse(Find("--lowest", "1e-4", "--highest", "1", "--steps", "12", "--json").Succeeded().Output);

        var root = found.RootElement;
        var points = root.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal(12, points.Count);
        Assert.Equal(1, points[11].GetProperty("learning_rate").GetDouble(), 1e-12);
        Assert.Equal(root.GetProperty("minimum").GetProperty("learning_rate").GetDouble() / 10, root.GetProperty("suggestion").GetDouble(), 1e-12);
        Assert.False(root.GetProperty("diverged").GetBoolean());
        Assert.Equal(_folder["plot.png"], root.GetProperty("output").GetString());
    }

    [Fact]
    public void It_takes_recipes_and_the_configuration_of_a_run()
    {
        CommandRun.Of(["train", .. Small, "--epochs", "1", "--optimizer", "sgd", "--nesterov", "--schedule", "cosine", "--mixup", "0.2", "--accumulate", "2", "--output", _folder["run"]]).Succeeded();

        var run = CommandRun.Of("lr-find", "--config", Path.Combine(_folder["run"], "config.json"), "--steps", "4", "--output", _folder["plot.png"]).Succeeded();
        var fast = CommandRun.Of(["lr-find", "--recipe", "fast", "--hold-out", "0.25", .. Small, "--steps", "4", "--output", _folder["plot.png"]]).Succeeded();

        Assert.Contains("learning rate", run.Output);
        Assert.Contains("learning rate", fast.Output);
    }

    [Fact]
    public void A_range_that_does_not_rise_is_refused() => Assert.Contains(
        "--lowest 1 is not below --highest 0.1", Find("--lowest", "1", "--highest", "0.1").Refused(ExitCode.Usage));

    CommandRun Find(params string[] options) => CommandRun.Of(["lr-find", .. Small, .. options, "--output", _folder["plot.png"]]);
}
