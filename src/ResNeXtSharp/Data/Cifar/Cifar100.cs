using ResNeXtSharp.Downloads;

namespace ResNeXtSharp.Data;

/// <summary>
/// CIFAR-100: 50,000 training and 10,000 test pictures of 32x32 in a hundred classes, as <c>torchvision.datasets.CIFAR100</c>, or in the twenty coarse
/// classes that those belong to.
/// </summary>
public sealed class Cifar100 : CifarDataset
{
    /// <summary>The data set's name.</summary>
    public const string Title = "CIFAR-100";

    /// <summary>The data set's name when it is labelled with the coarse classes.</summary>
    public const string CoarseTitle = "CIFAR-100 coarse";

    // A record's first byte is its coarse label, the second its fine one.
    const int CoarsePlace = 0;
    const int FinePlace = 1;

    /// <summary>Reads the pictures into memory.</summary>
    /// <param name="root">The folder <c>cifar-100-binary</c> or the one that holds it, or shall hold it.</param>
    /// <param name="train">Whether to read the training pictures or the test pictures.</param>
    /// <param name="coarse">Whether the labels are the twenty coarse classes.</param>
    /// <param name="download">Whether to download the archive when the files are not there. An archive put into the folder by hand is unpacked either way.</param>
    /// <param name="progress">Told how far a download is.</param>
    /// <param name="cancellation">Stops a download; what has come so far is kept and continued the next time.</param>
    /// <exception cref="DatasetException">A file is missing, too short, too long or holds a label that is none, or the download failed.</exception>
    /// <exception cref="OperationCanceledException">The download was stopped.</exception>
    public Cifar100(
        string root, bool train, bool coarse = false, bool download = false, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
        : base(CifarVersion.Hundred, root, train, coarse ? CoarsePlace : FinePlace, download, progress, cancellation) => IsCoarse = coarse;

    /// <summary>The name of each class; a label is an index into this list.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "apple", "aquarium_fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle",
        "bowl", "boy", "bridge", "bus", "butterfly", "camel", "can", "castle", "caterpillar", "cattle",
        "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup", "dinosaur",
        "dolphin", "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard",
        "lamp", "lawn_mower", "leopard", "lion", "lizard", "lobster", "man", "maple_tree", "motorcycle", "mountain",
        "mouse", "mushroom", "oak_tree", "orange", "orchid", "otter", "palm_tree", "pear", "pickup_truck", "pine_tree",
        "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road", "rocket",
        "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider",
        "squirrel", "streetcar", "sunflower", "sweet_pepper", "table", "tank", "telephone", "television", "tiger", "tractor",
        "train", "trout", "tulip", "turtle", "wardrobe", "whale", "willow_tree", "wolf", "woman", "worm",
    ];

    /// <summary>The name of each coarse class; a coarse label is an index into this list.</summary>
    public static IReadOnlyList<string> CoarseNames { get; } =
    [
        "aquatic_mammals", "fish", "flowers", "food_containers", "fruit_and_vegetables", "household_electrical_devices", "household_furniture", "insects",
        "large_carnivores", "large_man-made_outdoor_things", "large_natural_outdoor_scenes", "large_omnivores_and_herbivores", "medium_mammals",
        "non-insect_invertebrates", "people", "reptiles", "small_mammals", "trees", "vehicles_1", "vehicles_2",
    ];

    /// <summary>The training pictures' mean of red, green and blue, in 0..1.</summary>
    public static ReadOnlySpan<float> Mean => [0.5071f, 0.4865f, 0.4409f];

    /// <summary>The training pictures' standard deviation of red, green and blue, in 0..1.</summary>
    public static ReadOnlySpan<float> Std => [0.2673f, 0.2564f, 0.2762f];

    /// <summary>Whether the labels are the twenty coarse classes.</summary>
    public bool IsCoarse { get; }

    /// <summary>Whether the data set, unpacked or packed, is in a folder: the one that its constructor would be given.</summary>
    public static bool IsIn(string root) => new ArchiveFolder(CifarVersion.Hundred.Archive, root).IsThere;

    /// <inheritdoc/>
    public override string Name => IsCoarse ? CoarseTitle : Title;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => IsCoarse ? CoarseNames : Names;
}
