using ResNeXtSharp.Data;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Data;

/// <summary>How a picture of any size becomes a network's input: shorter side scaled, middle cut out, colours normalised.</summary>
/// <param name="ResizeSize">The shorter side before the cut.</param>
/// <param name="ImageSize">Rows and columns of the cut.</param>
/// <param name="Mean">What is subtracted from red, green and blue in 0..1.</param>
/// <param name="Std">What they are divided by then.</param>
sealed record Preprocessing(int ResizeSize, int ImageSize, IReadOnlyList<float> Mean, IReadOnlyList<float> Std)
{
    /// <summary>torchvision's for models of ImageNet.</summary>
    public static Preprocessing ImageNet { get; } = new(256, 224, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>What a weights file asks for.</summary>
    public static Preprocessing Of(ModelDescription description) =>
        new(description.ResizeSize ?? description.ImageSize, description.ImageSize, description.Mean, description.Std);

    /// <summary>The same for another size of input; the part that is cut off stays the same.</summary>
    public Preprocessing WithImageSize(int size) => this with { ImageSize = size, ResizeSize = (int)Math.Round((double)ResizeSize * size / ImageSize) };

    /// <summary>The transform for tests and predictions.</summary>
    public Compose Transform() => new([new Resize(ResizeSize), new CenterCrop(ImageSize), .. Numbers]);

    /// <summary>The transform for training: random crops, random flips.</summary>
    public Compose RandomTransform() => new([new RandomResizedCrop(ImageSize), new RandomHorizontalFlip(), .. Numbers]);

    ITransform[] Numbers => [new ToTensor(), new Normalize([.. Mean], [.. Std])];
}
