namespace ResNeXtSharp.Data;

/// <summary>
/// Does one thing of fourteen to each picture of bytes, with a strength of thirty-one, all equally likely (Müller and Hutter, "TrivialAugment", 2021):
/// torchvision's TrivialAugmentWide, whose bytes each operation gives.
/// </summary>
public sealed class TrivialAugment : ITransform
{
    const int Strengths = 31;

    static readonly AugmentOperation[] Operations = Enum.GetValues<AugmentOperation>();

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The sample has become floats already.</exception>
    public void Apply(ImageSample sample)
    {
        var operation = Operations[sample.Random.NextInt32(Operations.Length)];
        var strength = sample.Random.NextInt32(Strengths);
        var isNegative = sample.Random.NextInt32(2) == 1;
        Apply(sample, operation, Magnitude(operation, (double)strength / (Strengths - 1), isNegative));
    }

    /// <summary>Does one thing to a picture.</summary>
    internal static void Apply(ImageSample sample, AugmentOperation operation, double magnitude)
    {
        switch (operation)
        {
            case AugmentOperation.ShearX: AffineSampling.Apply(sample, [1, magnitude, 0], [0, 1, 0]); break;
            case AugmentOperation.ShearY: AffineSampling.Apply(sample, [1, 0, 0], [magnitude, 1, 0]); break;
            case AugmentOperation.TranslateX: sample.Crop(0, -(int)magnitude, sample.Height, sample.Width); break;
            case AugmentOperation.TranslateY: sample.Crop(-(int)magnitude, 0, sample.Height, sample.Width); break;
            case AugmentOperation.Rotate: AffineSampling.Rotate(sample, magnitude); break;
            case AugmentOperation.Brightness: ColorBlending.Brightness(sample, (float)(1 + magnitude)); break;
            case AugmentOperation.Color: ColorBlending.Color(sample, (float)(1 + magnitude)); break;
            case AugmentOperation.Contrast: ColorBlending.Contrast(sample, (float)(1 + magnitude)); break;
            case AugmentOperation.Sharpness: ColorBlending.Sharpness(sample, (float)(1 + magnitude)); break;
            case AugmentOperation.Posterize: ValueTables.Posterize(sample.Pixels, (int)magnitude); break;
            case AugmentOperation.Solarize: ValueTables.Solarize(sample.Pixels, magnitude); break;
            case AugmentOperation.AutoContrast: ValueTables.AutoContrast(sample.Pixels, sample.Channels); break;
            case AugmentOperation.Equalize: ValueTables.Equalize(sample.Pixels, sample.Channels); break;
        }
    }

    /// <summary>torchvision's "wide" range of an operation; a strength lies in 0..1.</summary>
    static double Magnitude(AugmentOperation operation, double strength, bool isNegative)
    {
        var size = operation switch
        {
            AugmentOperation.TranslateX or AugmentOperation.TranslateY => 32 * strength,
            AugmentOperation.Rotate => 135 * strength,
            AugmentOperation.Posterize => 8 - Math.Round(6 * strength),
            AugmentOperation.Solarize => 255 * (1 - strength),
            _ => 0.99 * strength,
        };
        return isNegative && operation is not (AugmentOperation.Posterize or AugmentOperation.Solarize) ? -size : size;
    }
}
