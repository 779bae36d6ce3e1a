namespace ResNeXtSharp.Cli.Training;

/// <summary>A training that is to be done in a time.</summary>
/// <param name="Time">The time.</param>
/// <param name="Epochs">The epochs that were asked for, or null to choose.</param>
sealed record BudgetRequest(TimeBudget Time, int? Epochs);
