using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ResNeXtSharp.Tests.Data;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Training;

public sealed class RunDirectoryTests : IDisposable
{
    private static readonly EpochResult First = new(1, 2.25, 0.125, 2.5, 0.25, 0.001, 123.5, TimeSpan.FromSeconds(3));
    private static readonly EpochResult Second = new(2, 1.0 / 3, 0.5, double.NaN, double.NaN, 1e-5, 1234567.875, TimeSpan.FromSeconds(4));

    private readonly TestFolder _folder = new();

    static JsonObject Config => new() { ["model"] = "resnext50_32x4d", ["epochs"] = 20, ["note"] = "日本語 é" };

    [Fact]
    public void A_new_run_holds_its_configuration()
    {
        RunDirectory run = RunDirectory.Create(_folder["runs", "first"], Config);
        Assert.Equal(["runs", Path.Combine("runs", "first"), Path.Combine("runs", "first", "config.json")], _folder.Content());
        Assert.Equal("{\n  \"model\": \"resnext50_32x4d\",\n  \"epochs\": 20,\n  \"note\": \"日本語 é\"\n}\n", File.ReadAllText(run.ConfigPath));
    }

    [Fact]
    public void Files_have_their_documented_names()
    {
        RunDirectory run = RunDirectory.Create(_folder["run"], Config);
        Assert.Equal(_folder["run"], run.Path);
        Assert.Equal(
            ["config.json", "metrics.csv", "metrics.jsonl", "last.safetensors", "best.safetensors", "curves.png", "curves.svg"],
            new[] { run.ConfigPath, run.MetricsCsv, run.MetricsJsonl, run.LastWeights, run.BestWeights, run.CurvesPng, run.CurvesSvg }
                .Select(path => Path.GetRelativePath(run.Path, path)));
    }

    [Fact]
    public void Metrics_are_whole_lines_of_invariant_numbers()
    {
        RunDirectory run = RunDirectory.Create(_folder["run"], Config);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            run.Append(First);
            Assert.Equal(2, File.ReadAllLines(run.MetricsCsv).Length);
            run.Append(Second);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
        Assert.Equal(
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,images_per_second\n"
            + "1,2.25,0.125,2.5,0.25,0.001,123.5\n"
            + "2,0.3333333333333333,0.5,,,1E-05,1234567.875\n",
            File.ReadAllText(run.MetricsCsv));
        Assert.Equal(
            """{"epoch":1,"train_loss":2.25,"train_accuracy":0.125,"val_loss":2.5,"val_accuracy":0.25,"learning_rate":0.001,"images_per_second":123.5}""" + "\n"
            + """{"epoch":2,"train_loss":0.3333333333333333,"train_accuracy":0.5,"val_loss":null,"val_accuracy":null,"learning_rate":1E-05,"images_per_second":1234567.875}""" + "\n",
            File.ReadAllText(run.MetricsJsonl));
    }

    [Fact]
    public void Metrics_read_back_exactly()
    {
        RunDirectory run = RunDirectory.Create(_folder["run"], Config);
        run.Append(First);
        run.Append(Second);
        Assert.Equal([First with { Duration = TimeSpan.Zero }, Second with { Duration = TimeSpan.Zero }], RunDirectory.ReadMetrics(run.Path));
    }

    [Fact]
    public void A_last_line_without_an_end_is_what_a_killed_run_left_and_is_not_read()
    {
        RunDirectory run = RunDirectory.Create(_folder["run"], Config);
        run.Append(First);
        File.AppendAllText(run.MetricsJsonl, """{"epoch":2,"train_lo""");
        Assert.Equal([1], RunDirectory.ReadMetrics(run.Path).Select(r => r.Epoch));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"epoch":"one"}""")]
    [InlineData("""{"epoch":2}""")]
    public void Damaged_metrics_are_reported_with_their_line(string line)
    {
        RunDirectory run = RunDirectory.Create(_folder["run"], Config);
        run.Append(First);
        File.AppendAllText(run.MetricsJsonl, line + "\n");
        var failure = Assert.Throws<RunDirectoryException>(() => RunDirectory.ReadMetrics(run.Path));
        Assert.Equal($"{run.MetricsJsonl}: line 2 is no epoch's metrics: the file is damaged, delete that line", failure.Message);
    }

    [Fact]
    public void Metrics_of_no_run_are_reported()
    {
        var failure = Assert.Throws<RunDirectoryException>(() => RunDirectory.ReadMetrics(_folder["nowhere"]));
        Assert.StartsWith($"{_folder["nowhere", "metrics.jsonl"]}: the metrics cannot be read: ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("metrics.csv")]
    [InlineData("best.safetensors")]
    public void A_folder_that_holds_a_run_is_refused_and_left_alone(string file)
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(_folder["run", file], "precious");
        var failure = Assert.Throws<RunDirectoryException>(() => RunDirectory.Create(_folder["run"], Config));
        Assert.Equal($"{_folder["run"]}: the folder holds a run already ({file}): go on with it (--resume), choose another folder, or delete it", failure.Message);
        Assert.Equal("precious", File.ReadAllText(_folder["run", file]));
        Assert.Equal(2, _folder.Content().Length);
    }

    [Fact]
    public void A_folder_with_other_files_is_used()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(_folder["run", "notes.txt"], "mine");
        RunDirectory.Create(_folder["run"], Config);
        Assert.Equal("mine", File.ReadAllText(_folder["run", "notes.txt"]));
    }

    [Fact]
    public void A_file_in_the_way_is_reported_and_left_alone()
    {
        _folder.Write("run", [1, 2, 3]);
        var failure = Assert.Throws<RunDirectoryException>(() => RunDirectory.Create(_folder["run"], Config));
        Assert.StartsWith($"{_folder["run"]}: it cannot be written: ", failure.Message, StringComparison.Ordinal);
        Assert.Throws<RunDirectoryException>(() => RunDirectory.Create(_folder["run", "inner"], Config));
        Assert.Equal(["run"], _folder.Content());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_read_only_folder_is_reported_and_nothing_is_left_in_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix permissions");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may write to any folder");
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var failure = Assert.Throws<RunDirectoryException>(() => RunDirectory.Create(_folder["run"], Config));
            Assert.Contains("Choose a folder that is writable", failure.Message, StringComparison.Ordinal);
            Assert.Empty(_folder.Content());
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_folder_that_vanished_during_the_run_is_reported()
    {
        RunDirectory run = RunDirectory.Create(_folder["run"], Config);
        Directory.Delete(run.Path, recursive: true);
        Assert.Throws<RunDirectoryException>(() => run.Append(First));
        Assert.Throws<RunDirectoryException>(() => run.SaveLast(new TinyNetwork(), Description));
        Assert.Empty(_folder.Content());
    }

    [Fact]
    public void Last_and_best_weights_are_files_of_their_own()
    {
        RunDirectory run = RunDirectory.Create(_folder["run"], Config);
        var model = new TinyNetwork();
        run.SaveBest(model, Description);
        string best = SmallTraining.Fingerprint(model);
        model.Classifier.Bias!.Value.CopyFrom(new float[10]);
        run.SaveLast(model, Description);
        run.SaveLast(model, Description);
        var loaded = new TinyNetwork(seed: 5);
        ModelWeights.Load(run.BestWeights, loaded);
        Assert.Equal(best, SmallTraining.Fingerprint(loaded));
        ModelWeights.Load(run.LastWeights, loaded);
        Assert.Equal(SmallTraining.Fingerprint(model), SmallTraining.Fingerprint(loaded));
        Assert.Equal(["best.safetensors", "config.json", "last.safetensors"], Directory.GetFiles(run.Path).Select(Path.GetFileName).Order());
    }

    public void Dispose() => _folder.Dispose();

    static ModelDescription Description => new("resnet18", ["a"], [0.5f], [0.25f], 32, "Shapes");
}
