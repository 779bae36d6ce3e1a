namespace ResNeXtSharp.Data;

/// <summary>What <see cref="TrivialAugment"/> may do to a picture.</summary>
enum AugmentOperation
{
    Identity,
    ShearX,
    ShearY,
    TranslateX,
    TranslateY,
    Rotate,
    Brightness,
    Color,
    Contrast,
    Sharpness,
    Posterize,
    Solarize,
    AutoContrast,
    Equalize,
}
