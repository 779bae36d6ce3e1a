namespace ResNeXtSharp.Cli.HtmlReport.Charts;

/// <summary>One curve over the epochs.</summary>
/// <param name="Class">Its class in the style sheet.</param>
/// <param name="Name">What it shows.</param>
/// <param name="Values">A value for each epoch; what is not finite leaves a gap.</param>
sealed record Series(string Class, string Name, IReadOnlyList<double> Values);
