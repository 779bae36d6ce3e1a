namespace ResNeXtSharp.Randomness;

/// <summary>
/// What random numbers are drawn for. Each purpose has its own sequences, so that drawing more numbers for one never moves those of another.
/// The values are part of what a seed means: they are never renumbered.
/// </summary>
public enum RandomPurpose : byte
{
    /// <summary>Initial values of trainable parameters.</summary>
    Initialization = 1,

    /// <summary>The order of samples in an epoch.</summary>
    Shuffle = 2,

    /// <summary>Random changes to training pictures.</summary>
    Augmentation = 3,

    /// <summary>The training pictures of the built-in shapes.</summary>
    ShapesTrain = 4,

    /// <summary>The test pictures of the built-in shapes.</summary>
    ShapesTest = 5,

    /// <summary>Picking samples to show.</summary>
    Sampling = 6,

    /// <summary>Units dropped while training.</summary>
    Dropout = 7,

    /// <summary>Inputs made for benchmarks and tests.</summary>
    Synthetic = 8,

    /// <summary>Which pictures are held out of training.</summary>
    Split = 9,

    /// <summary>How the pictures of a training batch are mixed with one another.</summary>
    Mixing = 10,
}
