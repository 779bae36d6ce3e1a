using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext lr-find</c>: looks for a learning rate, and keeps no weights.</summary>
sealed class LearningRateCommand
{
    readonly CommandContext _context;
    readonly SetupOptions _setup = new();
    readonly Option<double> _lowest = new Option<double>("--lowest") { Description = "The first learning rate", HelpName = "RATE", DefaultValueFactory = _ => 1e-7 }.Positive();
    readonly Option<double> _highest = new Option<double>("--highest") { Description = "The last learning rate", HelpName = "RATE", DefaultValueFactory = _ => 10 }.Positive();
    readonly Option<int> _steps = new Option<int>("--steps")
    {
        Description = "Steps from the lowest to the highest; four times the lowest loss ends the search sooner",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    }.AtLeast(2);
    readonly Option<string> _output = new("--output", "-o") { Description = "The plot to write", HelpName = "FILE", DefaultValueFactory = _ => "lr-find.png" };
    readonly Option<bool> _json = JsonOption.Create("One JSON object on the output");

    LearningRateCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var find = new LearningRateCommand(context);
        var command = new DocumentedCommand("lr-find", "Find a learning rate: train for a moment with a rising one and see where the loss falls. Writes a plot only.")
        {
            Examples =
            [
                ("lr-find --data shapes", "for ResNeXt-50 with Adam on the built-in pictures; the plot goes to lr-find.png"),
                ("lr-find --recipe fast --output fast.png", "for the optimizer, pictures and labels of a recipe"),
                ("lr-find --config runs/first/config.json --lowest 1e-4 --highest 1 --json", "for the settings of a run, in a narrower range, for a script"),
            ],
        };
        foreach (var option in find._setup.All) command.Options.Add(option);
        find.HideWhatHasNoEffect();
        foreach (var option in (IEnumerable<Option>)[find._lowest, find._highest, find._steps, find._output, find._json]) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(find.Run(parsed, cancellation)));
        return command;
    }

    // They are known, so that a run's configuration can be given, but nothing here depends on them.
    void HideWhatHasNoEffect()
    {
        foreach (var option in (IEnumerable<Option>)
        [
            _setup.Training.LearningRate, _setup.Training.Epochs, _setup.Recipe.Schedule, _setup.Recipe.WarmUpEpochs, _setup.Recipe.StepEpochs, _setup.Recipe.Milestones,
            _setup.Recipe.Factor, _setup.Recipe.AverageDecay, _setup.Recipe.Patience, _setup.Data.TestSize, .. _setup.Checkpoints.Settings, _setup.Seeds, _setup.LogEvery, _setup.Replans,
        ]) option.Hidden = true;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (PictureWriter.Current is null && parsed.GetResult(_output) is { Implicit: false })
            throw new UsageException("This build of resnext draws no pictures: leave --output out.");
        var layered = _setup.Layers.Apply(parsed);
        var json = layered.GetValue(_json);
        var (lowest, highest) = (layered.GetValue(_lowest), layered.GetValue(_highest));
        if (lowest >= highest) throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--lowest {lowest} is not below --highest {highest}: give a range that rises."));
        var setup = _setup.Open(layered, _context, json, cancellation);
        var curve = Find(layered, setup, cancellation);
        var output = PictureWriter.Current is null ? null : layered.GetRequiredValue(_output);
        if (output is not null) PictureWriter.Current?.SaveLearningRates(output, $"{setup.Model} on {setup.Source.Name}, {setup.Optimizer.Name}, batch {setup.BatchSize}", curve);
        if (json) _context.Output.WriteLine(ToJson(curve, output).ToJsonString());
        else LearningRateTable.Show(_context.OutputConsole, curve, output);
        return ExitCode.Success;
    }

    LearningRateCurve Find(ParseResult parsed, TrainingSetup setup, CancellationToken cancellation)
    {
        var seed = parsed.GetValue(_setup.Training.Seed);
        var model = setup.CreateModel(seed);
        var finder = new LearningRateFinder(model, setup.Optimizer.Create(setup.Groups(model)), new CrossEntropyLoss(setup.Recipe.LabelSmoothing))
        {
            Lowest = parsed.GetValue(_lowest),
            Highest = parsed.GetValue(_highest),
            Steps = parsed.GetValue(_steps),
            AccumulationSteps = setup.Recipe.Accumulate,
            MaxGradientNorm = setup.Recipe.MaxGradientNorm,
        };
        using var train = _setup.LoadTrain(parsed, _context, setup, seed);
        return WorkProgress.Run(
            _context.PrettyConsole(parsed.GetValue(_json)), "raising the learning rate", finder.Steps,
            progress => finder.Find(train, progress is null ? null : new SynchronousProgress<LearningRatePoint>(_ => progress.Report(1)), cancellation));
    }

    static JsonObject ToJson(LearningRateCurve curve, string? output) => new()
    {
        ["suggestion"] = curve.Suggestion,
        ["minimum"] = ToJson(curve.Minimum),
        ["steepest"] = curve.Steepest is { } steepest ? ToJson(steepest) : null,
        ["diverged"] = curve.HasDiverged,
        ["output"] = output,
        ["points"] = new JsonArray([.. curve.Points.Select(ToJson)]),
    };

    static JsonObject ToJson(LearningRatePoint point) =>
        new() { ["learning_rate"] = point.LearningRate, ["loss"] = point.Loss, ["smoothed_loss"] = point.SmoothedLoss };
}
