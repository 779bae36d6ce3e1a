using System.CommandLine;
using System.Globalization;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Experiments;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Training;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Commands;

/// <summary><c>resnext experiment cardinality</c>: tries the paper's claim on this machine.</summary>
sealed class ExperimentCommand
{
    static readonly TimeSpan UsualBudget = TimeSpan.FromMinutes(20);

    readonly CommandContext _context;
    readonly DataOptions _data = new("cifar10 if it is in the folder data, else shapes");
    readonly Option<int> _seeds = new Option<int>("--seeds") { Description = "Train every network so many times, with --seed and the seeds behind it", HelpName = "N", DefaultValueFactory = _ => 3 }
        .AtLeast(1).AtMost(ExperimentFolder.MostSeeds);

    readonly Option<ulong> _seed = TrainingOptions.CreateSeed();
    readonly Option<int?> _epochs = new Option<int?>("--epochs", "-e") { Description = "How often to go through the training pictures [default: chosen for the time]", HelpName = "N" }.AtLeast(1);
    readonly Option<TimeSpan?> _budget = BudgetOptions.CreateTime(
        "Be done in this time, such as 90s, 20m or 1h30m: measures the machine and chooses pictures and epochs where they are not given [default: 20m, none with --epochs]");

    readonly Option<string?> _output = new("--output", "-o") { Description = "The folder of the results [default: runs/<time>-cardinality]", HelpName = "DIR" };
    readonly Option<string?> _resume = new("--resume") { Description = "Go on with the experiment in this folder, with what was planned then", HelpName = "DIR" };
    readonly Option<string> _language = LanguageOption.Create("The language of the report; the plot is in English");
    readonly Option<bool> _json = JsonOption.Create("One JSON object on the output at the end");

    ExperimentCommand(CommandContext context) => _context = context;

    IEnumerable<Option> Planned => [.. _data.Source, _data.TrainSize, _data.TestSize, _epochs, _seeds, _seed];

    public static Command Create(CommandContext context)
    {
        var experiment = new ExperimentCommand(context);
        var cardinality = new DocumentedCommand(
            "cardinality", "Train networks of the same cost with 1 to 32 branches in a block, plot accuracy against cardinality, and say whether the paper's claim shows.")
        {
            Examples =
            [
                ("experiment cardinality --data cifar10", "six networks, three seeds, in 20 minutes"),
                ("experiment cardinality --data cifar10 --budget 3h --seeds 5", "more pictures, more epochs, more seeds"),
                ("experiment cardinality --resume runs/<time>-cardinality --budget 10m", "go on with an experiment that was stopped, for ten minutes"),
            ],
        };
        foreach (var option in experiment.Planned.Concat([experiment._budget, experiment._output, experiment._resume, experiment._language, experiment._json])) cardinality.Options.Add(option);
        cardinality.SetAction((parsed, cancellation) => Task.FromResult(experiment.Run(parsed, cancellation)));
        return new DocumentedCommand("experiment", "Try a claim of the paper: train, compare, judge.")
        {
            Examples = [("experiment cardinality", "are more branches better at the same cost?")],
            Subcommands = { cardinality },
        };
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (json, words) = (parsed.GetValue(_json), new Words(parsed.GetRequiredValue(_language)));
        var console = _context.PrettyConsole(json);
        var resumed = parsed.GetValue(_resume);
        if (resumed is not null && Planned.Append(_output).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } needless)
            throw new UsageException($"--resume goes on with what was planned: leave {needless.Name} out.");
        var time = (parsed.GetValue(_budget) ?? (resumed is null && parsed.GetValue(_epochs) is null ? UsualBudget : null)) is { } budget ? new TimeBudget(budget, TimeProvider.System) : null;
        var earlier = resumed is null ? null : ExperimentFolder.Open(resumed);
        var source = earlier is null ? Source(parsed, console, words, json, cancellation) : Source(earlier.Plan, parsed, json, cancellation);
        var training = new FamilyTraining(source, (pictures, shuffle, transform, seed) => _data.Load(parsed, _context, pictures, ExperimentPlan.BatchSize, shuffle, transform, seed));
        var estimates = new Dictionary<int, TimeSpan>();
        var plan = earlier?.Plan ?? Plan(parsed, source, training, time, console, words, estimates, cancellation);
        var (trainSet, testSet) = (source.OpenTrain(plan.TrainSize), source.OpenTest(plan.TestSize));
        if (earlier is not null && (DatasetFingerprint.Of(trainSet), DatasetFingerprint.Of(testSet)) != (plan.TrainFingerprint, plan.TestFingerprint))
            throw new UsageException($"The pictures in {plan.Data} are not those that {earlier.Path} was begun with: put them back, or begin another experiment.");
        var place = earlier?.Path ?? parsed.GetValue(_output) ?? RunFolderName.New("cardinality");
        using var taken = RunLock.Take(place);
        var folder = earlier ?? ExperimentFolder.Create(place, plan);
        var report = new ExperimentReport(console, words, folder, source.ClassNames.Count, source.ImageSize);
        report.Begin(source.Name);
        CardinalityExperiment? experiment = null;
        experiment = new CardinalityExperiment(folder, Train, time, estimates)
        {
            Finished = outcome =>
            {
                report.Finished(outcome, experiment!.Rest());
                PictureWriter.Current?.SaveCardinality(folder.Path, Title(), CardinalityResult.Of(folder.Outcomes));
            },
        };
        var isComplete = experiment.Run(cancellation);
        if (folder.Outcomes.Count == 0) throw new UsageException($"No training fits into {Duration.Format(time!.Total)}: give a longer --budget.");
        var (results, verdict) = (CardinalityResult.Of(folder.Outcomes), Verdict.Of(folder.Outcomes));
        report.End(results, verdict);
        if (!isComplete)
        {
            console.WriteProse(words[
                $"The time is up after {folder.Outcomes.Count} of {plan.Trainings} trainings; go on with: resnext experiment cardinality --resume {folder.Path}",
                $"{plan.Trainings}回のうち{folder.Outcomes.Count}回の学習で時間になりました。続けるには: resnext experiment cardinality --resume {folder.Path}"]);
        }
        console.WriteLine(words[$"results: {folder.Path}", $"結果: {folder.Path}"]);
        if (json) _context.Output.WriteLine(ExperimentResultJson.Of(folder, source.Name, results, verdict, source.ClassNames.Count, source.ImageSize).ToJsonString());
        return ExitCode.Success;

        TrainingOutcome Train(FamilyMember member, ulong seed, IProgress<TrainingProgress> progress, CancellationToken ending) => WorkProgress.Run(
            console, $"C = {member.Cardinality}", plan.Epochs * (plan.TrainSize + ExperimentPlan.BatchSize - 1) / ExperimentPlan.BatchSize,
            bar => training.Run(member, seed, trainSet, testSet, plan.Epochs, new SynchronousProgress<TrainingProgress>(step =>
            {
                progress.Report(step);
                bar?.Report(1);
            }), ending));

        string Title() => string.Create(CultureInfo.InvariantCulture, $"Cardinality at the same cost: {source.Name}, {plan.TrainSize:N0} pictures, {plan.Epochs} epoch{(plan.Epochs == 1 ? "" : "s")}");
    }

    ExperimentPlan Plan(
        ParseResult parsed, DataSource source, FamilyTraining training, TimeBudget? time, IAnsiConsole console, Words words, Dictionary<int, TimeSpan> estimates, CancellationToken cancellation)
    {
        var (seeds, trainSize, epochs) = (parsed.GetValue(_seeds), parsed.GetValue(_data.TrainSize), parsed.GetValue(_epochs));
        var (available, tests) = (source.OpenTrain(trainSize), source.OpenTest(parsed.GetValue(_data.TestSize)));
        var costs = new Dictionary<int, PictureCost>();
        if (time is not null)
        {
            console.WriteLine(words["measuring the machine ...", "マシンを測定しています..."]);
            // A short time is not spent on measuring.
            var round = TimeSpan.FromTicks(Math.Min(EpochMeasurement.UsualRound.Ticks, time.Total.Ticks / 200));
            foreach (var member in FamilyMember.All) costs[member.Cardinality] = training.Measure(member, available, tests, round, cancellation);
        }
        var testSize = parsed.GetValue(_data.TestSize) is null ? ExperimentSize.TestSizeFitting(tests.Count, time, costs.Values, seeds) : tests.Count;
        var size = time is null
            ? new ExperimentSize(available.Count, epochs ?? ExperimentSize.UsualEpochs)
            : ExperimentSize.Fitting(time, costs.Values, seeds, available.Count, testSize, trainSize is null ? null : available.Count, epochs);
        foreach (var (cardinality, cost) in costs) estimates[cardinality] = cost.Of(size.TrainSize, size.Epochs, testSize);
        return new ExperimentPlan
        {
            Data = source.Place,
            Coarse = parsed.GetValue(_data.Coarse),
            ValidationShare = parsed.GetValue(_data.ValidationShare),
            TrainSize = size.TrainSize,
            TestSize = testSize,
            Epochs = size.Epochs,
            FirstSeed = parsed.GetValue(_seed),
            Seeds = seeds,
            TrainFingerprint = DatasetFingerprint.Of(source.OpenTrain(size.TrainSize)),
            TestFingerprint = DatasetFingerprint.Of(source.OpenTest(testSize)),
        };
    }

    DataSource Source(ParseResult parsed, IAnsiConsole console, Words words, bool json, CancellationToken cancellation)
    {
        return _data.Resolve(parsed, _context, json, Otherwise, cancellation, Small);

        string Otherwise()
        {
            if (Cifar10.IsIn(DataSource.DefaultFolder)) return DataSource.Cifar10Place;
            console.WriteProse(words[
                $"The folder {DataSource.DefaultFolder} holds no CIFAR-10: the built-in shapes are taken. Real pictures are more telling: --data cifar10 downloads them.",
                $"フォルダー {DataSource.DefaultFolder} にCIFAR-10がないため、内蔵の図形を使います。実際の画像のほうが確かめがいがあります: --data cifar10 でダウンロードします。"]);
            return DataSource.ShapesPlace;
        }
    }

    DataSource Source(ExperimentPlan plan, ParseResult parsed, bool json, CancellationToken cancellation) => DataSource.At(
        plan.Data,
        new DataSettings(!parsed.GetValue(_data.Offline), plan.Coarse, plan.ValidationShare) { Preprocessing = Small },
        new DownloadReport(_context.PrettyConsole(json)),
        cancellation);

    static Preprocessing Small => Preprocessing.ImageNet.WithImageSize(ExperimentPlan.FolderImageSize);
}
