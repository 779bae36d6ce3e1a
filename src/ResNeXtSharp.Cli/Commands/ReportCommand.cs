using System.CommandLine;
using System.Globalization;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.HtmlReport;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Weights;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext report</c>: measures a run's best weights and writes one HTML page about the run.</summary>
sealed class ReportCommand
{
    // As evaluate's, so that both give the same digits.
    public const int BatchSize = 32;

    readonly CommandContext _context;
    readonly Argument<string> _run = new("RUN") { Description = "The folder of a training run" };
    readonly DataOptions _data = new("where the run found it");
    readonly Option<string?> _output = new("--output", "-o") { Description = "The page to write [default: RUN/report.html]", HelpName = "FILE" };
    readonly Option<int> _samples = new Option<int>("--samples", "-n")
    {
        Description = "How many of the worst errors to show, and as many pictures with Grad-CAM",
        HelpName = "N",
        DefaultValueFactory = _ => 12,
    }.AtLeast(1);
    readonly Option<string> _language = LanguageOption.Create("The page's language");
    readonly Option<bool> _json = JsonOption.Create("The numbers as one JSON object on the output");

    ReportCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var report = new ReportCommand(context);
        var command = new DocumentedCommand(
            "report", "Write one HTML page about a training run: curves, confusion, classes, worst errors, calibration, Grad-CAM, configuration.")
        {
            Examples =
            [
                ("report runs/first", "runs/first/report.html, for any browser, without a network"),
                ("report runs/pets --data /media/pets --samples 24 --output pets.html", "when the pictures lie elsewhere now; more of them on the page"),
                ("report runs/first --lang ja --json", "the page in Japanese, and the numbers for a script"),
            ],
        };
        command.Arguments.Add(report._run);
        foreach (var option in (IEnumerable<Option>)[report._data.Place, report._data.MaxDamaged, report._output, report._samples, report._language, report._json])
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(report.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(_json);
        var console = _context.PrettyConsole(json);
        var run = RunFolder.Open(parsed.GetRequiredValue(_run));
        var output = parsed.GetValue(_output) ?? Path.Combine(run.Path, "report.html");
        var loaded = Classifier.Open(run.BestWeights);
        var place = parsed.GetValue(_data.Place) ?? run.DataPlace;
        var pictures = TestPictures(run, loaded, place, console, cancellation);
        using var loader = _data.Load(parsed, _context, pictures, BatchSize, shuffle: false, loaded.Transform);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"measuring {run.BestWeights} on {pictures.Count:N0} test pictures of {loaded.Description.DataSet}"));
        var measured = MeasuringProgress.Show(console, progress => new RunMeasuring(loaded, loader, place).Run(parsed.GetValue(_samples), progress, cancellation));
        var report = new ReportContent(
            run, loaded.Description, loaded.Model.CountParameters(), ModelWeights.Hash(run.BestWeights), measured, new Words(parsed.GetRequiredValue(_language)));
        AtomicFile.WriteText(output, ReportPage.Of(report));
        if (json) _context.Output.WriteLine(ReportJson.Of(report, output).ToJsonString());
        else Show(console, report, output);
        return ExitCode.Success;
    }

    /// <summary>The pictures that a run's accuracy is measured on.</summary>
    public static Dataset TestPictures(RunFolder run, Classifier loaded, string place, IAnsiConsole console, CancellationToken cancellation)
    {
        if (!DataSource.IsWord(place) && !Directory.Exists(place))
            throw new DatasetException($"The run's pictures are not in {place}: put them back there, or name the folder with --data.");
        var source = DataSource.At(place, run.DataSettings(Preprocessing.Of(loaded.Description)), new DownloadReport(console), cancellation);
        var pictures = source.OpenTest(run.TestSize);
        loaded.RequireClassesOf(pictures);
        return pictures;
    }

    static void Show(IAnsiConsole console, ReportContent report, string output)
    {
        var (result, calibration, tempered) = (report.Measured.Evaluation, report.Measured.Calibration, report.Measured.Tempered);
        console.WriteLine($"accuracy {Score.Format(result.Accuracy, result.Count)}, calibration error {Percent.Format(calibration.ExpectedError)}, "
            + $"{Percent.Format(tempered.ExpectedError)} with temperature {Words.Number(tempered.Temperature, "0.00")}");
        if (!report.Run.HeldOut) console.WriteLine("the best epoch was chosen on these test pictures, so the accuracy is a little too good: train with --hold-out for an honest one");
        console.WriteLine($"report: {output}");
    }
}
