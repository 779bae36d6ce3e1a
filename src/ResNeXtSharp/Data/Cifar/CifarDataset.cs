using System.Security.Cryptography;
using ResNeXtSharp.Downloads;

namespace ResNeXtSharp.Data;

/// <summary>
/// What <see cref="Cifar10"/> and <see cref="Cifar100"/> share: 60,000 pictures of 32x32 from the files of the
/// <a href="https://www.cs.toronto.edu/~kriz/cifar.html">binary version</a>. Sizes and labels of the files are checked, their pixels are taken as they are.
/// </summary>
public abstract class CifarDataset : FixedSizeDataset
{
    /// <summary>Rows and columns of a picture.</summary>
    public const int Side = CifarRecords.Side;

    readonly CifarRecords[] _files;
    readonly int _labelPlace;

    private protected CifarDataset(
        CifarVersion version, string root, bool train, int labelPlace, bool download, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        IsTrain = train;
        _labelPlace = labelPlace;
        var folder = new ArchiveFolder(version.Archive, root).Prepare(download, progress, cancellation);
        _files = [.. (train ? version.TrainFiles : version.TestFiles).Select(file => CifarRecords.Load(folder, file, version))];
    }

    /// <summary>Whether these are the training pictures.</summary>
    public bool IsTrain { get; }

    /// <inheritdoc/>
    public override int Count => _files.Length * _files[0].Count;

    /// <inheritdoc/>
    public override int Height => Side;

    /// <inheritdoc/>
    public override int Width => Side;

    internal override void AddIdentity(int index, IncrementalHash hash)
    {
        var (file, record) = Place(index);
        file.AddTo(hash, record);
    }

    /// <inheritdoc/>
    protected override int Label(int index)
    {
        var (file, record) = Place(index);
        return file.Label(record, _labelPlace);
    }

    /// <inheritdoc/>
    protected override void ReadPixels(int index, Span<byte> pixels)
    {
        var (file, record) = Place(index);
        file.Read(record, pixels);
    }

    // All files of a set are of one length.
    (CifarRecords File, int Record) Place(int index) => (_files[index / _files[0].Count], index % _files[0].Count);
}
