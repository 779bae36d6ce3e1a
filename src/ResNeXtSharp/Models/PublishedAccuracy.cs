namespace ResNeXtSharp.Models;

/// <summary>An accuracy that others measured for a model.</summary>
/// <param name="Top1">Percent of test pictures whose likeliest class is the true one.</param>
/// <param name="Top5">Percent whose five likeliest classes hold the true one, where published.</param>
/// <param name="DataSet">The test pictures.</param>
/// <param name="Source">Who published it, and for which weights.</param>
public sealed record PublishedAccuracy(double Top1, double? Top5, string DataSet, string Source)
{
    internal const string ImageNet = "ImageNet-1K";
    internal const string Cifar10 = "CIFAR-10";
}
