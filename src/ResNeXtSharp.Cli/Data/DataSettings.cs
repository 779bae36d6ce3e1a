using ResNeXtSharp.Inference;

namespace ResNeXtSharp.Cli.Data;

/// <summary>What a command line says about its data beside the place.</summary>
/// <param name="Download">Whether to download a CIFAR data set that is not there.</param>
/// <param name="Coarse">Whether CIFAR-100 is labelled with its coarse classes.</param>
/// <param name="ValidationShare">The share of an image folder's pictures that is held out of training, unless a part of the folder is.</param>
sealed record DataSettings(bool Download = false, bool Coarse = false, double ValidationShare = DataSettings.DefaultValidationShare)
{
    public const double DefaultValidationShare = 0.2;

    /// <summary>What makes inputs from an image folder's pictures of any size.</summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.ImageNet;
}
