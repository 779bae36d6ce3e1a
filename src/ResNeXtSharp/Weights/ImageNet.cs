namespace ResNeXtSharp.Weights;

/// <summary>ImageNet-1K, the thousand classes that published weights tell apart (Russakovsky et al. 2015).</summary>
public static class ImageNet
{
    /// <summary>The data set's name.</summary>
    public const string Title = "ImageNet-1K";

    private const string Resource = "imagenet1k.txt";

    private static readonly Lazy<string[]> Names = new(Read);

    /// <summary>The name of each class in the order of the logits, in torchvision's wording.</summary>
    public static IReadOnlyList<string> ClassNames => Names.Value;

    /// <summary>The training pictures' mean of red, green and blue, in 0..1.</summary>
    public static IReadOnlyList<float> Mean { get; } = [0.485f, 0.456f, 0.406f];

    /// <summary>The training pictures' standard deviation of red, green and blue, in 0..1.</summary>
    public static IReadOnlyList<float> Std { get; } = [0.229f, 0.224f, 0.225f];

    static string[] Read()
    {
        using var reader = new StreamReader(typeof(ImageNet).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
