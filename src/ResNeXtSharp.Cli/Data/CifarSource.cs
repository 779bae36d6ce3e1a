using ResNeXtSharp.Downloads;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Data;

/// <summary>CIFAR-10 or CIFAR-100 in a folder, downloaded if it is not there.</summary>
sealed class CifarSource(
    string place, string folder, bool isHundred, DataSettings settings, IProgress<DownloadProgress> progress, CancellationToken cancellation) : DataSource(place)
{
    public override string Name => isHundred ? settings.Coarse ? Cifar100.CoarseTitle : Cifar100.Title : Cifar10.Title;

    public override IReadOnlyList<string> ClassNames => isHundred ? settings.Coarse ? Cifar100.CoarseNames : Cifar100.Names : Cifar10.Names;

    public override float[] Mean => isHundred ? [.. Cifar100.Mean] : [.. Cifar10.Mean];

    public override float[] Std => isHundred ? [.. Cifar100.Std] : [.. Cifar10.Std];

    public override int ImageSize => CifarDataset.Side;

    public override Dataset OpenTrain(int? count) => Open(train: true, count);

    public override Dataset OpenTest(int? count) => Open(train: false, count);

    Dataset Open(bool train, int? count)
    {
        CifarDataset pictures = isHundred
            ? new Cifar100(folder, train, settings.Coarse, settings.Download, progress, cancellation)
            : new Cifar10(folder, train, settings.Download, progress, cancellation);
        return count < pictures.Count ? new Subset(pictures, count.Value) : pictures;
    }
}
