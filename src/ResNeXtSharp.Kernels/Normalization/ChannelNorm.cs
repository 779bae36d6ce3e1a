namespace ResNeXtSharp.Kernels.Normalization;

/// <summary>
/// What follows a convolution whose statistics are known: [relu]((x - mean) · scale + bias [+ residual]) per channel. Subtracting the mean first keeps what
/// rounding leaves of channels whose mean is far from 0.
/// </summary>
public readonly ref struct ChannelNorm
{
    /// <summary>[channels]</summary>
    public required ReadOnlySpan<float> Mean { get; init; }

    /// <summary>[channels]</summary>
    public required ReadOnlySpan<float> Scale { get; init; }

    /// <summary>[channels]</summary>
    public required ReadOnlySpan<float> Bias { get; init; }

    /// <summary>[rows, channels], or empty</summary>
    public ReadOnlySpan<float> Residual { get; init; }

    /// <summary>Whether to rectify.</summary>
    public bool Relu { get; init; }

    /// <summary>The same for some rows only.</summary>
    /// <param name="elements">Their floats in the output.</param>
    internal ChannelNorm Slice(Range elements) =>
        new() { Mean = Mean, Scale = Scale, Bias = Bias, Residual = Residual.IsEmpty ? default : Residual[elements], Relu = Relu };

    /// <exception cref="ArgumentException">A span does not have the length of the output or of its channels.</exception>
    internal void Check(int output, int channels)
    {
        if (channels < 1 || output % channels != 0 || Mean.Length != channels || Scale.Length != channels || Bias.Length != channels || (Residual.Length != 0 && Residual.Length != output))
            throw new ArgumentException($"Means, scales and biases of {Mean.Length}, {Scale.Length} and {Bias.Length} floats and a residual of {Residual.Length} do not fit an output of {output} floats in {channels} channels.");
    }
}
