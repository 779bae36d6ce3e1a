using ResNeXtSharp.Data;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Inference;

/// <summary>How a picture of any size becomes a network's input: shorter side scaled, middle cut out, colours normalised.</summary>
/// <param name="ResizeSize">The shorter side before the cut.</param>
/// <param name="ImageSize">Rows and columns of the cut.</param>
/// <param name="Mean">What is subtracted from red, green and blue in 0..1.</param>
/// <param name="Std">What they are divided by then.</param>
public sealed record Preprocessing(int ResizeSize, int ImageSize, IReadOnlyList<float> Mean, IReadOnlyList<float> Std)
{
    /// <summary>torchvision's for models of ImageNet.</summary>
    public static Preprocessing ImageNet { get; } = new(256, 224, Weights.ImageNet.Mean, Weights.ImageNet.Std);

    /// <summary>What a weights file asks for.</summary>
    public static Preprocessing Of(ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return new(description.ResizeSize ?? description.ImageSize, description.ImageSize, description.Mean, description.Std);
    }

    /// <summary>The same for another size of input; the part that is cut off stays the same.</summary>
    public Preprocessing WithImageSize(int size) => this with { ImageSize = size, ResizeSize = (int)Math.Round((double)ResizeSize * size / ImageSize) };

    /// <summary>The transform for tests and predictions.</summary>
    public Compose Transform() => new([.. Cut, .. Numbers]);

    /// <summary>The part of <see cref="Transform"/> that leaves a picture a person can look at.</summary>
    public Compose CutTransform() => new(Cut);

    /// <summary>What follows in <see cref="Transform"/>: floats, normalised.</summary>
    internal Compose NumbersTransform() => new(Numbers);

    /// <summary>Whether <see cref="CutTransform"/> leaves pictures of a size as they are.</summary>
    internal bool Keeps(int width, int height) => width == ImageSize && height == ImageSize && ResizeSize == ImageSize;

    /// <summary>The transform for training: random crops, random flips.</summary>
    public Compose RandomTransform() => new([new RandomResizedCrop(ImageSize), new RandomHorizontalFlip(), .. Numbers]);

    /// <summary>The part of a picture that the network sees, in shares of its width and height; what lies outside of 0..1 is a border.</summary>
    public (double X, double Y, double Width, double Height) SeenRegion(int width, int height)
    {
        double scale = (double)ResizeSize / Math.Min(width, height);
        (double across, double down) = (width * scale, height * scale);
        return ((1 - (ImageSize / across)) / 2, (1 - (ImageSize / down)) / 2, ImageSize / across, ImageSize / down);
    }

    /// <summary>Pixels of a picture after its shorter side was scaled: a narrow strip may grow beyond all memory.</summary>
    internal long ScaledPixels(int width, int height) => (long)Math.Max(width, height) * ResizeSize / Math.Min(width, height) * ResizeSize;

    ITransform[] Cut => [new Resize(ResizeSize), new CenterCrop(ImageSize)];

    ITransform[] Numbers => [new ToTensor(), new Normalize([.. Mean], [.. Std])];
}
