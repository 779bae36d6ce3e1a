using ResNeXtSharp.Downloads;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Models;

/// <summary>
/// The ResNeXt models of torchvision (Xie et al., "Aggregated Residual Transformations for Deep Neural Networks", arXiv:1611.05431): from scratch, or with
/// published weights, which are downloaded once and kept in <see cref="PublishedWeights.DefaultFolder"/>.
/// </summary>
public static class ResNeXt
{
    /// <summary>50 layers, cardinality 32, 4 channels per group: 25.0 M parameters with 1000 classes.</summary>
    public static ResNet ResNeXt50_32x4d(int classes = 1000, ulong? seed = 0) => ModelCatalog.Create("resnext50_32x4d", classes, seed);

    /// <summary>101 layers, cardinality 32, 8 channels per group: 88.8 M parameters with 1000 classes.</summary>
    public static ResNet ResNeXt101_32x8d(int classes = 1000, ulong? seed = 0) => ModelCatalog.Create("resnext101_32x8d", classes, seed);

    /// <summary>101 layers, cardinality 64, 4 channels per group: 83.5 M parameters with 1000 classes.</summary>
    public static ResNet ResNeXt101_64x4d(int classes = 1000, ulong? seed = 0) => ModelCatalog.Create("resnext101_64x4d", classes, seed);

    /// <summary>ResNeXt-50 32x4d with published weights, in evaluation mode.</summary>
    /// <param name="weights">Such as <see cref="PublishedWeights.ResNeXt50_32x4d_ImageNet1kV2"/>.</param>
    /// <param name="progress">Told how far a download is.</param>
    /// <param name="cancellation">Stops a download; what has come so far is kept.</param>
    /// <exception cref="ArgumentException">The weights are another model's.</exception>
    /// <exception cref="DownloadException">The weights are neither in the folder nor can be had.</exception>
    /// <exception cref="WeightFormatException">The file cannot be used.</exception>
    public static ResNet ResNeXt50_32x4d(PublishedWeights weights, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        Published("resnext50_32x4d", weights, progress, cancellation);

    /// <summary>ResNeXt-101 32x8d with published weights, in evaluation mode.</summary>
    /// <param name="weights">Such as <see cref="PublishedWeights.ResNeXt101_32x8d_ImageNet1kV2"/>.</param>
    /// <param name="progress">Told how far a download is.</param>
    /// <param name="cancellation">Stops a download; what has come so far is kept.</param>
    /// <exception cref="ArgumentException">The weights are another model's.</exception>
    /// <exception cref="DownloadException">The weights are neither in the folder nor can be had.</exception>
    /// <exception cref="WeightFormatException">The file cannot be used.</exception>
    public static ResNet ResNeXt101_32x8d(PublishedWeights weights, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        Published("resnext101_32x8d", weights, progress, cancellation);

    /// <summary>ResNeXt-101 64x4d with published weights, in evaluation mode.</summary>
    /// <param name="weights">Such as <see cref="PublishedWeights.ResNeXt101_64x4d_ImageNet1kV1"/>.</param>
    /// <param name="progress">Told how far a download is.</param>
    /// <param name="cancellation">Stops a download; what has come so far is kept.</param>
    /// <exception cref="ArgumentException">The weights are another model's.</exception>
    /// <exception cref="DownloadException">The weights are neither in the folder nor can be had.</exception>
    /// <exception cref="WeightFormatException">The file cannot be used.</exception>
    public static ResNet ResNeXt101_64x4d(PublishedWeights weights, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        Published("resnext101_64x4d", weights, progress, cancellation);

    static ResNet Published(string name, PublishedWeights weights, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (weights.Description.Model != name)
            throw new ArgumentException($"The weights {weights.Name} are not those of {name}.", nameof(weights));
        ResNet model = ModelCatalog.Create(name, weights.Description.ClassNames.Count, seed: null);
        weights.Load(model, progress: progress, cancellation: cancellation);
        return model;
    }
}
