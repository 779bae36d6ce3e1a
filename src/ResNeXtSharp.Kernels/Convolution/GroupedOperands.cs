namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// What a kernel needs to compute one vector of output channels of some packed lines. Packed source channels come in planes of as many as a packed
/// position holds.
/// </summary>
internal unsafe struct GroupedOperands
{
    /// <summary>The first packed source position.</summary>
    internal float* Source;

    /// <summary>Floats from one plane of channels to the next.</summary>
    internal nint PlaneStep;

    /// <summary>Input channels per group.</summary>
    internal int Depth;

    /// <summary>The vector's weights of the first kernel element and input channel.</summary>
    internal float* Weight;

    /// <summary>Floats from one input channel's weights to the next one's.</summary>
    internal nint WeightStep;

    /// <summary>One permutation per input channel, for vectors that span groups.</summary>
    internal float* Permutations;

    /// <summary>The first output position at the vector's first channel.</summary>
    internal float* Target;

    /// <summary>Floats from one output position to the next.</summary>
    internal nint TargetStep;

    internal GroupedEpilogue Epilogue;
}
