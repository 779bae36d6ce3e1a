namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>Checks spans against a geometry once, at the boundary.</summary>
internal static class ConvSpans
{
    internal static void Check(in ConvGeometry geometry, int input, int output)
    {
        if (input != geometry.InputLength || output != geometry.OutputLength)
            throw new ArgumentException($"Activations of {input} and {output} floats do not fit a convolution from {geometry.InputLength} to {geometry.OutputLength}.");
    }
}
