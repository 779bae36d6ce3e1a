using System.Text.Json;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Tests.Commands;

/// <summary>Real experiments, as short as can be.</summary>
public sealed class ExperimentCommandTests : IDisposable
{
    static readonly string[] Short = ["--data", "shapes", "--train-size", "32", "--test-size", "20", "--epochs", "1", "--seeds", "2"];

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_training_is_told_judged_plotted_and_kept()
    {
        var run = Experiment([.. Short, "--output", _folder["run"]]).Succeeded();

        Assert.Equal(12, run.Lines.Count(line => line.Contains("/12  seed ", StringComparison.Ordinal)));
        Assert.Equal(11, run.Lines.Count(line => line.EndsWith(" left", StringComparison.Ordinal)));
        Assert.Contains("12 trainings of 1 epoch on 32 pictures of Shapes, 20 held-out pictures", run.Output, StringComparison.Ordinal);
        Assert.Contains("Page's test", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^(Shown|Not shown|Undecided)", run.Output);
        Assert.Equal(12, Results("run").Count);
        var plot = ImageFile.Load(Path.Combine(_folder["run"], "cardinality.png"));
        Assert.True(plot.Width > plot.Height);
        Assert.True(File.Exists(Path.Combine(_folder["run"], "cardinality.svg")));
    }

    [Fact]
    public void A_stopped_experiment_goes_on_to_the_results_of_one_that_was_not()
    {
        Experiment([.. Short, "--output", _folder["whole"]]).Succeeded();
        using var stop = new CancellationTokenSource();
        var stopped = CommandRun.Of(new ActingWriter("4/12", stop.Cancel), stop.Token, ["experiment", "cardinality", .. Short, "--output", _folder["parts"]]);

        Assert.Equal(ExitCode.Cancelled, stopped.ExitCode);
        Assert.Contains("stopped after 4 of 12 trainings", stopped.Error, StringComparison.Ordinal);
        Assert.Equal(4, Results("parts").Count);
        using var resumed = JsonDocument.Parse(Experiment("--resume", _folder["parts"], "--json").Output);
        Assert.Equal(Results("whole"), Results("parts"));
        Assert.Equal((12, 2), (resumed.RootElement.GetProperty("finished").GetInt32(), resumed.RootElement.GetProperty("complete_seeds").GetInt32()));
        Assert.Equal(6, resumed.RootElement.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void It_tells_its_results_in_japanese()
    {
        Experiment([.. Short, "--output", _folder["run"]]).Succeeded();

        var output = Experiment("--resume", _folder["run"], "--lang", "ja").Succeeded().Output;

        Assert.Contains("カーディナリティ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("cardinality", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_of_a_folder_become_small()
    {
        PetFolder.Write(_folder["pets"], perClass: 20);

        Assert.Contains("pictures of pets", Experiment("--data", _folder["pets"], "--epochs", "1", "--seeds", "1", "--output", _folder["run"]).Succeeded().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do not fit into what is left of 1s", "--data", "shapes", "--budget", "1s")]
    [InlineData("--seeds must be at most 50", "--seeds", "51")]
    [InlineData("it is not there", "--resume", "nowhere")]
    [InlineData("leave --seeds out", "--resume", "nowhere", "--seeds", "3")]
    public void What_cannot_be_done_is_refused_before_anything_is_written(string reason, params string[] options)
    {
        var refused = Experiment([.. options, .. options.Contains("--resume") ? [] : new[] { "--output", _folder["run"] }]).Refused(ExitCode.Usage);

        Assert.Contains(reason, refused, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Other_pictures_are_refused()
    {
        Experiment([.. Short, "--output", _folder["run"]]).Succeeded();
        var plan = Path.Combine(_folder["run"], "experiment.json");
        File.WriteAllText(plan, File.ReadAllText(plan).Replace("\"train_size\": 32", "\"train_size\": 33", StringComparison.Ordinal));

        Assert.Contains("are not those", Experiment("--resume", _folder["run"]).Refused(ExitCode.Usage), StringComparison.Ordinal);
    }

    /// <summary>The results without the times.</summary>
    List<(int Cardinality, ulong Seed, double Accuracy, double Loss)> Results(string run) =>
    [
        .. File.ReadAllLines(Path.Combine(_folder[run], "results.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(each => (each.GetProperty("cardinality").GetInt32(), each.GetProperty("seed").GetUInt64(), each.GetProperty("accuracy").GetDouble(), each.GetProperty("loss").GetDouble())),
    ];

    static CommandRun Experiment(params string[] options) => CommandRun.Of(["experiment", "cardinality", .. options]);
}
