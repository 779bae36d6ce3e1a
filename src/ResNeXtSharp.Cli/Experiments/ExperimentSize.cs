using System.Globalization;
using ResNeXtSharp.Cli.Training;

namespace ResNeXtSharp.Cli.Experiments;

/// <summary>How many pictures each training goes through, and how often.</summary>
/// <param name="TrainSize">Pictures.</param>
/// <param name="Epochs">Epochs.</param>
readonly record struct ExperimentSize(int TrainSize, int Epochs)
{
    /// <summary>Where time is short there are fewer pictures rather than fewer epochs: the learning rate's rise and fall need these.</summary>
    public const int UsualEpochs = 10;

    /// <summary>Enough for networks of this size.</summary>
    public const int MostEpochs = 60;

    // Of the time, at most this share goes into the tests.
    const double MostTesting = 0.2;

    // An accuracy is known to two points with 2,000 pictures, to seven with 200.
    const int UsualTestSize = 2_000;
    const int LeastTestSize = 200;

    // With fewer steps in an epoch nothing is learnt that could be compared.
    const int LeastSteps = 8;

    /// <summary>Chooses the number of test pictures.</summary>
    /// <param name="available">Test pictures that there are.</param>
    /// <param name="time">The time, or null for any amount of it.</param>
    /// <param name="costs">What each network was measured to take; of no account without a time.</param>
    /// <param name="seeds">How often each is trained.</param>
    public static int TestSizeFitting(int available, TimeBudget? time, IReadOnlyCollection<PictureCost> costs, int seeds)
    {
        var fitting = time is null ? UsualTestSize : (int)Math.Clamp(MostTesting * time.Remaining / (seeds * Sum(costs.Select(cost => cost.Test))), LeastTestSize, UsualTestSize);
        return Math.Min(fitting, available);
    }

    /// <summary>Chooses what nobody asked for, so that all trainings fit into a time.</summary>
    /// <param name="time">The time, of which a share is kept for a machine that becomes slower.</param>
    /// <param name="costs">What each network was measured to take.</param>
    /// <param name="seeds">How often each is trained.</param>
    /// <param name="available">Training pictures that there are.</param>
    /// <param name="testSize">Test pictures.</param>
    /// <param name="trainSize">The pictures that were asked for, or null.</param>
    /// <param name="epochs">The epochs that were asked for, or null.</param>
    /// <exception cref="UsageException">They do not fit.</exception>
    public static ExperimentSize Fitting(TimeBudget time, IReadOnlyCollection<PictureCost> costs, int seeds, int available, int testSize, int? trainSize, int? epochs)
    {
        var tests = seeds * testSize * Sum(costs.Select(cost => cost.Test));
        // How often every network can see a picture, all seeds together.
        var views = (time.Remaining * (1 - BudgetPlanner.Reserve) - tests) / (seeds * Sum(costs.Select(cost => cost.Train)));
        var pictures = trainSize ?? (int)Math.Clamp(views / (epochs ?? UsualEpochs), 0, available);
        // Whole batches: a last one of a single picture cannot be trained on.
        if (trainSize is null && pictures < available) pictures -= pictures % ExperimentPlan.BatchSize;
        var often = epochs ?? (int)Math.Min(views / Math.Max(pictures, 1), MostEpochs);
        if (pictures < Math.Min(LeastSteps * ExperimentPlan.BatchSize, available) && trainSize is null || often < 1 || views < (double)pictures * often)
            throw new UsageException(TooShort(time, seeds * costs.Count));
        return new ExperimentSize(pictures, often);
    }

    static TimeSpan Sum(IEnumerable<TimeSpan> times) => times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);

    static string TooShort(TimeBudget time, int trainings) => string.Create(
        CultureInfo.InvariantCulture,
        $"{trainings} trainings do not fit into what is left of {Duration.Format(time.Total)} on this machine: give a longer --budget, fewer --seeds, or a smaller --train-size, --epochs or --test-size.");
}
