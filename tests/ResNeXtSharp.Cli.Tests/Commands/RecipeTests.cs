using System.Text.Json;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Commands;

/// <summary>Recipes, configuration files, held-out pictures and several seeds.</summary>
public sealed class RecipeTests : IDisposable
{
    static readonly string[] Small = ["--data", "shapes", "--model", "resnet18", "--train-size", "40", "--test-size", "20", "--batch-size", "8", "--epochs", "1"];

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_wins_over_the_recipe_and_the_command_line_over_both()
    {
        File.WriteAllText(_folder["settings.json"], """{ "batch_size": 64, "learning_rate": 0.05, "milestones": [1, 2], "nesterov": false }""");

        Train("--recipe", "paper-cifar", "--config", _folder["settings.json"]).Succeeded();

        var settings = Settings("run");
        Assert.Equal("sgd", settings.GetProperty("optimizer").GetString());
        Assert.Equal(0.05, settings.GetProperty("learning_rate").GetDouble());
        Assert.Equal((8, 1, "resnet18"), (settings.GetProperty("batch_size").GetInt32(), settings.GetProperty("epochs").GetInt32(), settings.GetProperty("model").GetString()));
        Assert.Equal([1, 2], settings.GetProperty("milestones").EnumerateArray().Select(epoch => epoch.GetInt32()));
        Assert.False(settings.GetProperty("nesterov").GetBoolean());
        Assert.True(settings.GetProperty("flip").GetBoolean());
    }

    [Fact]
    public void A_runs_configuration_repeats_the_run()
    {
        Train("--optimizer", "adamw", "--weight-decay", "0.1", "--spare-vectors", "--schedule", "cosine", "--mixup", "0.2", "--cutmix", "1", "--random-erasing", "0.3",
            "--trivial-augment", "--crop-padding", "4", "--flip", "--label-smoothing", "0.1", "--ema", "0.9", "--clip-norm", "1", "--accumulate", "2").Succeeded();

        CommandRun.Of("train", "--config", Path.Combine(_folder["run"], "config.json"), "--output", _folder["again"]).Succeeded();

        Assert.Equal(Settings("run").ToString(), Settings("again").ToString());
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["run"], "last.safetensors")), File.ReadAllBytes(Path.Combine(_folder["again"], "last.safetensors")));
    }

    [Fact]
    public void The_recipe_of_the_seed_is_what_happens_anyway()
    {
        Train().Succeeded();
        CommandRun.Of(["train", .. Small, "--recipe", "seed", "--output", _folder["seed"]]).Succeeded();
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["run"], "last.safetensors")), File.ReadAllBytes(Path.Combine(_folder["seed"], "last.safetensors")));
    }

    [Fact]
    public void Adam_has_none_of_the_recipes_momentum()
    {
        Train("--recipe", "paper-cifar", "--optimizer", "adam").Succeeded();
        Assert.Equal("adam", Settings("run").GetProperty("optimizer").GetString());
    }

    [Theory]
    [InlineData("""{ "lerning_rate": 1 }""", "did you mean \"learning_rate\"?")]
    [InlineData("""{ "quux": 1 }""", "the settings are ")]
    [InlineData("""{ "epochs": 0 }""", "--epochs must be at least 1")]
    [InlineData("""{ "optimizer": "sdg" }""", "sdg")]
    [InlineData("""{ "batch_size": { } }""", "must be a number, a text, true, false or a list of numbers")]
    [InlineData("""{ "seed": 1, "seed": 2 }""", "is there twice")]
    [InlineData("[1]", "is no JSON object")]
    [InlineData("{", "is no JSON: line 1")]
    public void A_wrong_file_is_refused_with_a_hint(string text, string hint)
    {
        File.WriteAllText(_folder["settings.json"], text);
        var line = CommandRun.Of("train", "--data", "shapes", "--config", _folder["settings.json"]).Refused(ExitCode.Usage);
        Assert.Contains("settings.json", line);
        Assert.Contains(hint, line);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() => Assert.Contains(
        "none.json cannot be read", CommandRun.Of("train", "--data", "shapes", "--config", _folder["none.json"]).Refused(ExitCode.Usage));

    [Fact]
    public void With_pictures_held_out_the_test_pictures_are_used_once_at_the_end()
    {
        var run = Train("--hold-out", "0.25").Succeeded();

        Assert.Contains("30 training, 10 validation and 20 test pictures", run.Output);
        Assert.Contains("test accuracy of the best weights", run.Output);
        using var test = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "test.json")));
        Assert.Equal(20, test.RootElement.GetProperty("count").GetInt32());
        using var evaluated = JsonDocument.Parse(CommandRun.Of("evaluate", Path.Combine(_folder["run"], "best.safetensors"), "--limit", "20", "--json").Succeeded().Output);
        Assert.Equal(evaluated.RootElement.GetProperty("accuracy").GetDouble(), test.RootElement.GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void Several_seeds_give_a_mean_and_a_deviation()
    {
        var run = Train("--seeds", "2", "--seed", "5").Succeeded();

        Assert.Matches(@"2 seeds: test accuracy \d+\.\d\d % ± \d+\.\d\d", run.Output);
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "seeds.json")));
        Assert.Equal([5, 6], summary.RootElement.GetProperty("runs").EnumerateArray().Select(each => each.GetProperty("seed").GetInt32()));
        Assert.True(File.Exists(Path.Combine(_folder["run"], "seed-6", "last.safetensors")));
    }

    [Fact]
    public void Training_stops_early()
    {
        Train("--epochs", "30", "--patience", "1", "--lr", "1e-12").Succeeded();
        var accuracies = RunDirectory.ReadMetrics(_folder["run"]).Select(epoch => epoch.ValidationAccuracy).ToList();
        Assert.InRange(accuracies.Count, 2, 29);
        Assert.Equal(accuracies.Count - 2, accuracies.IndexOf(accuracies.Max()));
    }

    [Theory]
    [InlineData("--warmup-epochs", "1")]
    [InlineData("--hold-out", "1")]
    [InlineData("--hold-out", "0.001")]
    [InlineData("--mixup", "-1")]
    [InlineData("--schedule", "linear")]
    public void Settings_that_make_no_sense_are_refused(string option, string value) => Train(option, value).Refused(ExitCode.Usage);

    CommandRun Train(params string[] options)
    {
        string[] small = options.Contains("--epochs") ? Small[..^2] : Small;
        return CommandRun.Of(["train", .. small, .. options, "--output", _folder["run"]]);
    }

    JsonElement Settings(string run)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder[run], "config.json")));
        return config.RootElement.GetProperty("settings").Clone();
    }
}
