namespace ResNeXtSharp.Cli.Training;

/// <summary>What was measured for a time budget, and chosen.</summary>
/// <param name="Seconds">The budget.</param>
/// <param name="Measured">The models that were measured, the smallest first.</param>
/// <param name="Model">The model chosen.</param>
/// <param name="Epochs">The epochs chosen.</param>
/// <param name="FinishSeconds">What is kept for the test after the last epoch.</param>
sealed record BudgetChoice(double Seconds, IReadOnlyList<BudgetMeasurement> Measured, string Model, int Epochs, double FinishSeconds);

/// <summary>What was measured of a model.</summary>
/// <param name="Model">Its name.</param>
/// <param name="SecondsPerEpoch">Time of an epoch with its validation.</param>
/// <param name="Epochs">How many of them fit into the time that was left.</param>
sealed record BudgetMeasurement(string Model, double SecondsPerEpoch, int Epochs);
