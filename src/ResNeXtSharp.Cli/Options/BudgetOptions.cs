using System.CommandLine;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Data;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Options;

/// <summary>How long a training may take.</summary>
/// <param name="options">The other options of the training.</param>
sealed class BudgetOptions(SetupOptions options)
{
    public Option<TimeSpan?> Time { get; } = CreateTime(
        "Be done in this time, such as 90s, 30m or 1h30m: measures the machine and chooses model, batch size and epochs where they are not given (epochs of a recipe or file "
        + "are replaced); if the machine becomes slower, fewer epochs follow, and the schedule still reaches its end");

    /// <summary>The option for a time that a command is to be done in.</summary>
    public static Option<TimeSpan?> CreateTime(string description) => new("--budget")
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (Duration.TryParse(result.Tokens[0].Value, out var time)) return time;
            result.AddError($"--budget is a time such as 90s, 30m or 1h30m, not {result.Tokens[0].Value}.");
            return null;
        },
    };

    /// <summary>What a command line asks for, or null. Its time begins now.</summary>
    /// <param name="parsed">The command line without the layers below it: their epochs were not meant for this time.</param>
    /// <exception cref="UsageException">A run is resumed.</exception>
    public BudgetRequest? Request(ParseResult parsed)
    {
        if (parsed.GetValue(Time) is not { } time) return null;
        if (parsed.GetValue(options.Checkpoints.Resume) is not null) throw new UsageException("--resume keeps the epochs that were planned and watches no clock: leave --budget out.");
        var epochs = options.Training.Epochs;
        return new BudgetRequest(new TimeBudget(time, TimeProvider.System), parsed.GetResult(epochs) is { Implicit: false } ? parsed.GetValue(epochs) : null);
    }

    /// <summary>Measures the machine and chooses what nobody asked for.</summary>
    /// <exception cref="UsageException">Nothing fits into the time.</exception>
    public (TrainingSetup Setup, BudgetChoice Choice) Choose(BudgetRequest request, ParseResult parsed, CommandContext context, TrainingSetup setup, CancellationToken cancellation)
    {
        return new BudgetedSetup(setup, request, Measure)
        {
            HasModel = setup.Pretrained is not null || options.Model.IsGiven(parsed),
            HasBatchSize = parsed.GetResult(options.Training.BatchSize) is { Implicit: false },
        }.Choose();

        EpochCost Measure(TrainingSetup candidate)
        {
            using var train = options.LoadTrain(parsed, context, candidate, seed: 0);
            var some = new Subset(candidate.ValidationSet, Math.Min(candidate.ValidationSet.Count, 4 * candidate.BatchSize));
            using var validation = options.LoadTest(parsed, context, candidate, some, seed: 0);
            var model = candidate.CreateModel(seed: 0);
            var trainer = candidate.Recipe.CreateTrainer(model, candidate.Optimizer.Create(candidate.Groups(model)), train.BatchCount, candidate.Epochs);
            var (step, picture) = EpochMeasurement.Measure(model, trainer, train, validation, EpochMeasurement.UsualRound, cancellation);
            return new EpochCost(
                step * train.BatchCount + picture * candidate.ValidationSet.Count,
                candidate.Recipe.HoldOut > 0 ? picture * candidate.TestSet.Count : TimeSpan.Zero);
        }
    }

    /// <summary>The plan of a run in its time. Every change is in the run's configuration before the checkpoint that follows it.</summary>
    public EpochPlan Plan(BudgetRequest request, BudgetChoice choice, RunDirectory directory, JsonNode configuration, WarningReport warnings) => new(choice.Epochs, [])
    {
        Time = request.Time,
        Measured = TimeSpan.FromSeconds(choice.Measured.First(each => each.Model == choice.Model).SecondsPerEpoch),
        Finish = TimeSpan.FromSeconds(choice.FinishSeconds),
        Replanned = replans =>
        {
            configuration["settings"]![LayeredOptions.KeyOf(options.Replans)] = SetupOptions.Numbers(replans);
            directory.ReplaceConfig(configuration);
            warnings.Say($"by the time that epochs take, there will be {replans[^1]} of {choice.Epochs}");
        },
    };
}
