using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Experiments;

/// <summary>Trains a network.</summary>
/// <param name="member">The network.</param>
/// <param name="seed">Its seed.</param>
/// <param name="progress">To be told of every step.</param>
/// <param name="cancellation">Ends the training.</param>
delegate TrainingOutcome TrainMember(FamilyMember member, ulong seed, IProgress<TrainingProgress> progress, CancellationToken cancellation);

/// <summary>Goes through the trainings of an experiment that are not finished yet, as long as there is time.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="train">Trains.</param>
/// <param name="time">The time, or null for any amount of it.</param>
/// <param name="estimates">What a training of each network was measured to take, by cardinality.</param>
sealed class CardinalityExperiment(ExperimentFolder folder, TrainMember train, TimeBudget? time, IReadOnlyDictionary<int, TimeSpan> estimates)
{
    /// <summary>Told of every finished training.</summary>
    public Action<TrainingOutcome>? Finished { get; init; }

    /// <summary>Trains. A training that does not fit into the rest of the time is not begun, and one that turns out not to fit is given up.</summary>
    /// <returns>Whether all trainings are finished.</returns>
    /// <exception cref="ExperimentStoppedException">The token was cancelled; what is finished is kept.</exception>
    public bool Run(CancellationToken cancellation)
    {
        foreach (var (member, seed) in folder.Plan.Order())
        {
            if (folder.Has(member, seed)) continue;
            if (time is not null && Expected(member) > time.Remaining) return false;
            if (Train(member, seed, cancellation) is not { } outcome) return false;
            folder.Add(outcome);
            Finished?.Invoke(outcome);
        }
        return true;
    }

    /// <summary>What the trainings that are left will take.</summary>
    public TimeSpan Rest() => TimeSpan.FromSeconds(folder.Plan.Order().Where(each => !folder.Has(each.Member, each.Seed)).Sum(each => Expected(each.Member).TotalSeconds));

    /// <summary>What a training took last, else what it was measured to take, else what the longest of the others took.</summary>
    TimeSpan Expected(FamilyMember member)
    {
        if (folder.Outcomes.LastOrDefault(outcome => outcome.Cardinality == member.Cardinality) is { } last) return TimeSpan.FromSeconds(last.Seconds);
        return estimates.TryGetValue(member.Cardinality, out var estimate) ? estimate : TimeSpan.FromSeconds(folder.Outcomes.Select(outcome => outcome.Seconds).DefaultIfEmpty(0).Max());
    }

    /// <summary>A training, or null when its time has run out.</summary>
    TrainingOutcome? Train(FamilyMember member, ulong seed, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return train(member, seed, new SynchronousProgress<TrainingProgress>(_ => EndInTime(ending)), ending.Token);
        }
        catch (OperationCanceledException e) when (cancellation.IsCancellationRequested)
        {
            throw new ExperimentStoppedException(folder, e);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    void EndInTime(CancellationTokenSource ending)
    {
        if (time is { } budget && budget.Remaining < TimeSpan.Zero) ending.Cancel();
    }
}
