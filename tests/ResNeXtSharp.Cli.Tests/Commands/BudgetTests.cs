using System.Text.Json;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Commands;

/// <summary>Trainings with a time budget, of which only what does not depend on the machine is looked at.</summary>
public sealed class BudgetTests : IDisposable
{
    static readonly string[] Small = ["--data", "shapes", "--train-size", "48", "--test-size", "16"];

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_measured_and_chosen_is_shown_and_kept_and_repeats_without_the_budget()
    {
        var run = Train("run", "--model", "resnext_tiny", "--budget", "5h", "--epochs", "2", "--schedule", "one-cycle").Succeeded();

        Assert.Contains("epochs in 5h", run.Output);
        Assert.Contains("chosen: resnext_tiny, batches of 16, 2 epochs", run.Output);
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "config.json")));
        var budget = config.RootElement.GetProperty("budget");
        Assert.Equal((18000, "resnext_tiny", 2), (budget.GetProperty("seconds").GetDouble(), budget.GetProperty("model").GetString(), budget.GetProperty("epochs").GetInt32()));
        Assert.True(budget.GetProperty("measured")[0].GetProperty("seconds_per_epoch").GetDouble() > 0);
        Assert.Equal((16, 2), (config.RootElement.GetProperty("settings").GetProperty("batch_size").GetInt32(), config.RootElement.GetProperty("settings").GetProperty("epochs").GetInt32()));
        CommandRun.Of("train", "--config", Path.Combine(_folder["run"], "config.json"), "--output", _folder["again"]).Succeeded();
        Assert.Equal(Weights("run"), Weights("again"));
    }

    [Fact]
    public void A_run_that_was_shortened_repeats_and_ends_with_the_last_learning_rate()
    {
        Train("run", "--model", "resnext_tiny", "--epochs", "6", "--batch-size", "16", "--schedule", "cosine", "--log-every", "1", "--replans", "1", "4", "2", "3").Succeeded();
        CommandRun.Of("train", "--config", Path.Combine(_folder["run"], "config.json"), "--output", _folder["again"]).Succeeded();

        Assert.Equal([1, 2, 3], RunDirectory.ReadMetrics(_folder["run"]).Select(epoch => epoch.Epoch));
        Assert.Equal(Weights("run"), Weights("again"));
    }

    [Theory]
    [InlineData("--budget is a time such as 90s, 30m or 1h30m, not soon", "--budget", "soon")]
    [InlineData("--budget is for one training", "--budget", "1h", "--seeds", "2")]
    [InlineData("do not fit into what is left of 1s", "--budget", "1s", "--model", "resnext_tiny")]
    [InlineData("take them from a run's config.json", "--replans", "1", "2", "3")]
    [InlineData("take them from a run's config.json", "--replans", "2", "2")]
    public void What_cannot_be_done_is_refused_before_anything_is_written(string message, params string[] options)
    {
        Assert.Contains(message, Train("run", options).Refused(ExitCode.Usage));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    CommandRun Train(string run, params string[] options) => CommandRun.Of(["train", .. Small, .. options, "--output", _folder[run]]);

    byte[] Weights(string run) => File.ReadAllBytes(Path.Combine(_folder[run], "last.safetensors"));
}
