using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;

namespace ResNeXtSharp.Cli.Data;

/// <summary>
/// A folder of class folders, a share of whose pictures is held out of training; or a folder whose parts for training and for tests have class folders each.
/// </summary>
sealed class ImageFolderSource : DataSource
{
    static readonly string[] TrainNames = ["train", "training"];
    static readonly string[] TestNames = ["val", "valid", "validation", "test"];

    readonly DataSettings _settings;
    readonly Dataset _train;
    readonly Dataset _test;

    /// <summary>Lists the pictures.</summary>
    /// <exception cref="DatasetException">The folder cannot be read, or a class has no picture.</exception>
    public ImageFolderSource(string place, DataSettings settings)
        : base(place)
    {
        _settings = settings;
        var (trainPart, testPart) = Parts(place);
        var train = new ImageFolder(trainPart);
        ClassNames = train.ClassNames;
        if (testPart is null) (_train, _test) = HoldOut.Split(train, settings.ValidationShare);
        else (_train, _test) = (train, new ImageFolder(testPart, ClassNames));
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)));
    }

    public override string Name { get; }

    public override IReadOnlyList<string> ClassNames { get; }

    public override float[] Mean => [.. _settings.Preprocessing.Mean];

    public override float[] Std => [.. _settings.Preprocessing.Std];

    public override int ImageSize => _settings.Preprocessing.ImageSize;

    public override int ResizeSize => _settings.Preprocessing.ResizeSize;

    /// <summary>Whether a folder has class folders with pictures, itself or in its parts.</summary>
    /// <exception cref="DatasetException">The folder cannot be read.</exception>
    public static bool IsIn(string place) => Directory.Exists(place) && ImageFolder.IsIn(Parts(place).Train);

    /// <summary>The parts of a folder, or the folder alone if it is not divided.</summary>
    public static (string Train, string? Test) Parts(string place) =>
        Part(place, TrainNames) is { } train && Part(place, TestNames) is { } test ? (train, test) : (place, null);

    public override Dataset OpenTrain(int? count) => Some(_train, count);

    public override Dataset OpenTest(int? count) => Some(_test, count);

    public override ITransform TrainTransform() => _settings.Preprocessing.RandomTransform();

    // The first pictures would all be of the first class.
    static Dataset Some(Dataset pictures, int? count) => count < pictures.Count ? new Subset(pictures, pictures.RandomIndices(count.Value, seed: 0).Order()) : pictures;

    static string? Part(string place, string[] names) => names.Select(name => Path.Combine(place, name)).FirstOrDefault(Directory.Exists);
}
