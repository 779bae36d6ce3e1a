using ResNeXtSharp.Data;
using ResNeXtSharp.Downloads;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Data;

/// <summary>Where pictures come from, and how they become a network's input.</summary>
/// <param name="place">A folder, or a word for a data set.</param>
abstract class DataSource(string place)
{
    /// <summary>The word for the built-in data set.</summary>
    public const string ShapesPlace = "shapes";

    /// <summary>The word for CIFAR-10 in <see cref="DefaultFolder"/>.</summary>
    public const string Cifar10Place = "cifar10";

    /// <summary>The word for CIFAR-100 in <see cref="DefaultFolder"/>.</summary>
    public const string Cifar100Place = "cifar100";

    /// <summary>The word for CIFAR-100 with its coarse classes in <see cref="DefaultFolder"/>.</summary>
    public const string Cifar100CoarsePlace = "cifar100-coarse";

    /// <summary>The folder that a CIFAR data set is looked for in, and downloaded to, when none is named.</summary>
    public const string DefaultFolder = "data";

    const string Cifar100Folder = "cifar-100-binary";

    /// <summary>A folder, or a word for a data set.</summary>
    public string Place => place;

    /// <summary>The data set's name.</summary>
    public abstract string Name { get; }

    /// <summary>The name of each class.</summary>
    public abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>The pictures' mean of red, green and blue, in 0..1.</summary>
    public abstract float[] Mean { get; }

    /// <summary>The pictures' standard deviation of red, green and blue, in 0..1.</summary>
    public abstract float[] Std { get; }

    /// <summary>Rows and columns of a network's input.</summary>
    public abstract int ImageSize { get; }

    /// <summary>The length of a picture's shorter side before the middle is cut out of it, for tests.</summary>
    public virtual int ResizeSize => ImageSize;

    /// <summary>Whether a place is a data set's word and no folder.</summary>
    public static bool IsWord(string place) => place is ShapesPlace or Cifar10Place or Cifar100Place or Cifar100CoarsePlace;

    /// <summary>The source at a place: the data set of that word, or what the folder holds. A folder that holds nothing is for CIFAR-10, or CIFAR-100 by its name.</summary>
    public static DataSource At(string place, DataSettings settings, IProgress<DownloadProgress> progress, CancellationToken cancellation)
    {
        CifarSource Cifar(string folder, bool isHundred) => new(place, folder, isHundred, settings, progress, cancellation);
        return place switch
        {
            ShapesPlace => new ShapesSource(),
            Cifar10Place => Cifar(DefaultFolder, isHundred: false),
            Cifar100Place or Cifar100CoarsePlace => Cifar(DefaultFolder, isHundred: true),
            _ when Cifar10.IsIn(place) => Cifar(place, isHundred: false),
            _ when Cifar100.IsIn(place) => Cifar(place, isHundred: true),
            _ when ImageFolderSource.IsIn(place) => new ImageFolderSource(place, settings),
            _ => Cifar(place, isHundred: Path.GetFileName(Path.TrimEndingDirectorySeparator(place)) == Cifar100Folder),
        };
    }

    /// <summary>The training pictures.</summary>
    /// <param name="count">How many of them to take, or null for all.</param>
    public abstract Dataset OpenTrain(int? count = null);

    /// <summary>The test pictures, or those held out of training.</summary>
    /// <param name="count">How many of them to take, or null for all.</param>
    public abstract Dataset OpenTest(int? count = null);

    /// <summary>What makes a network's input from a training picture.</summary>
    public virtual ITransform TrainTransform() => new Compose(new ToTensor(), new Normalize(Mean, Std));

    /// <summary>What a weights file says about a model trained on these pictures.</summary>
    public ModelDescription Describe(string model) => new(model, ClassNames, Mean, Std, ImageSize, Name, ResizeSize);
}
