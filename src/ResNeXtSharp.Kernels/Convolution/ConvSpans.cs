namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>Checks spans against a geometry once, at the boundary.</summary>
internal static class ConvSpans
{
    /// <param name="geometry">The sizes.</param>
    /// <param name="input">Floats of the input or its gradient.</param>
    /// <param name="weight">Floats of the weight or its gradient.</param>
    /// <param name="weightLength">Floats that the kernel's weight layout takes.</param>
    /// <param name="output">Floats of the output or its gradient.</param>
    internal static void Check(in ConvGeometry geometry, int input, int weight, int weightLength, int output)
    {
        if (input != geometry.InputLength || output != geometry.OutputLength)
            throw new ArgumentException($"Activations of {input} and {output} floats do not fit a convolution from {geometry.InputLength} to {geometry.OutputLength}.");
        if (weight != weightLength)
            throw new ArgumentException($"A weight of {weight} floats does not fit a convolution that takes {weightLength}.");
    }
}
