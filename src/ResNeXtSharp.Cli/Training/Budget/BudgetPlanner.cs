using System.Globalization;

namespace ResNeXtSharp.Cli.Training;

/// <summary>
/// Chooses a model and a number of epochs for a time: the largest model for which <see cref="LeastEpochs"/> fit, and then as many as fit. Models are measured
/// from the smallest up, until one does not fit.
/// </summary>
/// <param name="time">The time, which measuring is part of.</param>
/// <param name="measure">Measures a model.</param>
sealed class BudgetPlanner(TimeBudget time, Func<string, EpochCost> measure)
{
    /// <summary>With fewer epochs a smaller model comes further: augmentation and a falling learning rate need their time.</summary>
    public const int LeastEpochs = 15;

    /// <summary>The paper's; more bring next to nothing.</summary>
    public const int MostEpochs = 300;

    /// <summary>The share of the time that is kept for a machine that becomes slower, and for saving.</summary>
    public const double Reserve = 0.05;

    /// <summary>Pictures in a step for so many of them in an epoch: 128, or fewer where an epoch would have less than 50 steps.</summary>
    public static int BatchSizeFor(int pictures)
    {
        var size = 128;
        while (size > 16 && pictures / size < 50) size /= 2;
        return size;
    }

    /// <param name="models">The models to choose from, the smallest first.</param>
    /// <param name="epochs">The epochs that were asked for, or null to choose.</param>
    /// <exception cref="UsageException">Nothing fits.</exception>
    public BudgetChoice Choose(IEnumerable<string> models, int? epochs)
    {
        var measured = new List<BudgetMeasurement>();
        (string Model, EpochCost Cost)? chosen = null;
        foreach (var model in models)
        {
            var cost = measure(model);
            var fitting = Fitting(cost);
            measured.Add(new BudgetMeasurement(model, cost.Epoch.TotalSeconds, fitting));
            var fits = fitting >= (epochs ?? LeastEpochs);
            if (fits || (chosen is null && epochs is null)) chosen = (model, cost);
            if (!fits) break;
        }
        // Measuring the model that does not fit has taken time too.
        var most = chosen is { } found ? Math.Min(Fitting(found.Cost), MostEpochs) : 0;
        if (chosen is null || most < 1) throw new UsageException(TooShort(measured[0], epochs));
        return new BudgetChoice(time.Total.TotalSeconds, measured, chosen.Value.Model, epochs ?? most, chosen.Value.Cost.Finish.TotalSeconds);
    }

    int Fitting(EpochCost cost) => (int)Math.Clamp((time.Remaining * (1 - Reserve) - cost.Finish) / cost.Epoch, 0, 1e6);

    string TooShort(BudgetMeasurement smallest, int? epochs) => string.Create(
        CultureInfo.InvariantCulture,
        $"{epochs ?? 1} epoch{(epochs is null or 1 ? "" : "s")} of {smallest.Model} at {smallest.SecondsPerEpoch:0.0} s each do not fit into what is left of {Duration.Format(time.Total)}: "
        + $"give a longer --budget, {(epochs is null ? "or fewer pictures with --train-size" : "fewer --epochs, or leave --epochs out")}.");
}
