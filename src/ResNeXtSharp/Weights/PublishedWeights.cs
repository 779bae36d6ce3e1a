using ResNeXtSharp.Downloads;
using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Weights;

/// <summary>
/// Weights that others trained and published: torchvision's for ImageNet, with what it takes to use them. Pictures are scaled so that the shorter side is
/// <see cref="ModelDescription.ResizeSize"/>, bilinear and antialiased, their middle of <see cref="ModelDescription.ImageSize"/> is cut out, and mean and
/// deviation are taken off.
/// </summary>
public sealed class PublishedWeights
{
    private const string Host = "https://download.pytorch.org/models/";

    // torchvision publishes sizes in MiB with three digits.
    private const double MiB = 1 << 20;
    private const long Rounding = (long)(0.001 * MiB);

    private readonly RemoteFile _file;

    /// <param name="name">The weights' name.</param>
    /// <param name="description">The model and its pictures.</param>
    /// <param name="file">The published file.</param>
    /// <param name="top1">Published top-1 accuracy in percent.</param>
    /// <param name="top5">Published top-5 accuracy in percent.</param>
    internal PublishedWeights(string name, ModelDescription description, RemoteFile file, double top1, double top5) =>
        (Name, Description, _file, Top1, Top5) = (name, description, file, top1, top5);

    /// <summary>ResNeXt-50 32x4d, torchvision's first recipe: 77.6 % top-1.</summary>
    public static PublishedWeights ResNeXt50_32x4d_ImageNet1kV1 { get; } = TorchVision("resnext50_32x4d", 1, "7cdf4587", 95.789, resize: 256, 77.618, 93.698);

    /// <summary>ResNeXt-50 32x4d, torchvision's second recipe: 81.2 % top-1.</summary>
    public static PublishedWeights ResNeXt50_32x4d_ImageNet1kV2 { get; } = TorchVision("resnext50_32x4d", 2, "1a0047aa", 95.833, resize: 232, 81.198, 95.340);

    /// <summary>ResNeXt-101 32x8d, torchvision's first recipe: 79.3 % top-1.</summary>
    public static PublishedWeights ResNeXt101_32x8d_ImageNet1kV1 { get; } = TorchVision("resnext101_32x8d", 1, "8ba56ff5", 339.586, resize: 256, 79.312, 94.526);

    /// <summary>ResNeXt-101 32x8d, torchvision's second recipe: 82.8 % top-1.</summary>
    public static PublishedWeights ResNeXt101_32x8d_ImageNet1kV2 { get; } = TorchVision("resnext101_32x8d", 2, "110c445d", 339.673, resize: 232, 82.834, 96.228);

    /// <summary>ResNeXt-101 64x4d, torchvision's second recipe under its first number: 83.2 % top-1.</summary>
    public static PublishedWeights ResNeXt101_64x4d_ImageNet1kV1 { get; } = TorchVision("resnext101_64x4d", 1, "173b62eb", 319.318, resize: 232, 83.246, 96.454);

    /// <summary>All of them; of a model's, the best last.</summary>
    public static IReadOnlyList<PublishedWeights> All { get; } =
    [
        ResNeXt50_32x4d_ImageNet1kV1, ResNeXt50_32x4d_ImageNet1kV2, ResNeXt101_32x8d_ImageNet1kV1, ResNeXt101_32x8d_ImageNet1kV2, ResNeXt101_64x4d_ImageNet1kV1,
    ];

    /// <summary>The weights' name, such as <c>resnext50_32x4d.imagenet1k_v2</c>.</summary>
    public string Name { get; }

    /// <summary>The model, its classes, and what its pictures go through.</summary>
    public ModelDescription Description { get; }

    /// <summary>Published percent of test pictures whose likeliest class is the true one.</summary>
    public double Top1 { get; }

    /// <summary>Published percent of test pictures whose five likeliest classes hold the true one.</summary>
    public double Top5 { get; }

    /// <summary>Bytes of the file, rounded as published.</summary>
    public long Size => _file.Size;

    /// <summary>Where the file is published.</summary>
    public Uri Address => _file.Addresses[0];

    /// <summary>The folder in which files are kept: <see cref="CacheFolder"/>'s <c>weights</c>.</summary>
    public static string DefaultFolder => Path.Combine(CacheFolder.Path, "weights");

    /// <summary>Weights by their name, or a model's best by the model's name; null if there are none.</summary>
    public static PublishedWeights? Find(string name) => All.LastOrDefault(weights => weights.Name == name || weights.Description.Model == name);

    /// <summary>Makes sure that the published file is there: checks the one in the folder by its hash, or downloads it. A download that broke off is continued.</summary>
    /// <param name="folder">Where files are kept; null is <see cref="DefaultFolder"/>.</param>
    /// <param name="download">Whether to download the file when it is not there. Else the message says how to get it by hand.</param>
    /// <param name="progress">Told how far a download is.</param>
    /// <param name="cancellation">Stops a download; what has come so far is kept.</param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="DownloadException">The file is neither there nor can be had, or what is there is another.</exception>
    /// <exception cref="OperationCanceledException">The download was stopped.</exception>
    public string Download(string? folder = null, bool download = true, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        Download(folder, downloader: null, download, progress, cancellation);

    /// <summary>Loads the weights into their model, from the folder or the network, and puts it into evaluation mode.</summary>
    /// <param name="model">A model of <see cref="ModelDescription.Model"/>'s shape with all classes.</param>
    /// <param name="folder">Where files are kept; null is <see cref="DefaultFolder"/>.</param>
    /// <param name="download">Whether to download the file when it is not there.</param>
    /// <param name="progress">Told how far a download is.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DownloadException">The file is neither there nor can be had, or what is there is another.</exception>
    /// <exception cref="WeightFormatException">The model is another.</exception>
    /// <exception cref="OperationCanceledException">The download was stopped.</exception>
    public void Load(
        Module model, string? folder = null, bool download = true, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ModelWeights.Load(Download(folder, download, progress, cancellation), model);
        model.Eval();
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal string Download(string? folder, FileDownloader? downloader, bool download, IProgress<DownloadProgress>? progress, CancellationToken cancellation) =>
        new CachedFile(_file, folder ?? DefaultFolder, downloader).Prepare(download, progress, cancellation);

    static PublishedWeights TorchVision(string model, int version, string hash, double mebibytes, int resize, double top1, double top5)
    {
        string name = $"{model}.imagenet1k_v{version}", fileName = $"{model}-{hash}.pth";
        var description = new ModelDescription(model, ImageNet.ClassNames, ImageNet.Mean, ImageNet.Std, ImageSize: 224, ImageNet.Title, resize);
        var file = new RemoteFile
        {
            Title = name,
            FileName = fileName,
            Addresses = [new Uri(Host + fileName)],
            Size = (long)(mebibytes * MiB),
            SizeTolerance = Rounding,
            Sha256 = hash,
        };
        return new PublishedWeights(name, description, file, top1, top5);
    }
}
