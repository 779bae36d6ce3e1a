using ResNeXtSharp.Downloads;

namespace ResNeXtSharp.Data;

/// <summary>CIFAR-10: 50,000 training and 10,000 test pictures of 32x32 in ten classes, as <c>torchvision.datasets.CIFAR10</c>.</summary>
public sealed class Cifar10 : CifarDataset
{
    /// <summary>The data set's name.</summary>
    public const string Title = "CIFAR-10";

    /// <summary>Reads the pictures into memory.</summary>
    /// <param name="root">The folder <c>cifar-10-batches-bin</c> or the one that holds it, or shall hold it.</param>
    /// <param name="train">Whether to read the training pictures or the test pictures.</param>
    /// <param name="download">Whether to download the archive when the files are not there. An archive put into the folder by hand is unpacked either way.</param>
    /// <param name="progress">Told how far a download is.</param>
    /// <param name="cancellation">Stops a download; what has come so far is kept and continued the next time.</param>
    /// <exception cref="DatasetException">A file is missing, too short, too long or holds a label above 9, or the download failed.</exception>
    /// <exception cref="OperationCanceledException">The download was stopped.</exception>
    public Cifar10(
        string root, bool train, bool download = false, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
        : base(CifarVersion.Ten, root, train, labelPlace: 0, download, progress, cancellation)
    {
    }

    /// <summary>The name of each class; a label is an index into this list.</summary>
    public static IReadOnlyList<string> Names { get; } = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>The training pictures' mean of red, green and blue, in 0..1.</summary>
    public static ReadOnlySpan<float> Mean => [0.4914f, 0.4822f, 0.4465f];

    /// <summary>The training pictures' standard deviation of red, green and blue, in 0..1.</summary>
    public static ReadOnlySpan<float> Std => [0.2471f, 0.2435f, 0.2616f];

    /// <summary>Whether the data set, unpacked or packed, is in a folder: the one that its constructor would be given.</summary>
    public static bool IsIn(string root) => new ArchiveFolder(CifarVersion.Ten.Archive, root).IsThere;

    /// <inheritdoc/>
    public override string Name => Title;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => Names;
}
