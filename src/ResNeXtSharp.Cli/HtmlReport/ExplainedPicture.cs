using ResNeXtSharp.Explanation;

namespace ResNeXtSharp.Cli.HtmlReport;

/// <summary>A test picture and where the model saw what it took it for.</summary>
/// <param name="Judged">The picture and the verdict.</param>
/// <param name="ForPredicted">Where the likeliest class was seen.</param>
/// <param name="ForTrue">Where the true class was seen, if that is another.</param>
sealed record ExplainedPicture(JudgedPicture Judged, GradCamResult ForPredicted, GradCamResult? ForTrue);
