namespace ResNeXtSharp.Kernels.Pooling;

/// <summary>Sizes of one 2-D pooling over channels-last activations.</summary>
public readonly record struct PoolGeometry
{
    /// <summary>Checks the sizes and derives the output's.</summary>
    /// <exception cref="ArgumentException">A size is not positive, padding exceeds half the kernel, or the kernel is larger than the padded input.</exception>
    public PoolGeometry(int batch, int channels, int height, int width, int kernel, int stride, int padding)
    {
        if (batch < 1 || channels < 1 || height < 1 || width < 1 || kernel < 1 || stride < 1 || padding < 0)
            throw new ArgumentException($"A pooling of [{batch}, {channels}, {height}, {width}] by {kernel}x{kernel}, stride {stride}, padding {padding} has a size that is not positive.");
        if (padding > kernel / 2)
            throw new ArgumentException($"Padding {padding} is more than half of kernel {kernel}: some windows would hold padding alone.");
        if (height + (2 * padding) < kernel || width + (2 * padding) < kernel)
            throw new ArgumentException($"A kernel of {kernel}x{kernel} does not fit an input of {height}x{width} with padding {padding}.");
        (Batch, Channels, Height, Width, Kernel, Stride, Padding) = (batch, channels, height, width, kernel, stride, padding);
        OutHeight = ((height + (2 * padding) - kernel) / stride) + 1;
        OutWidth = ((width + (2 * padding) - kernel) / stride) + 1;
    }

    /// <summary>Pictures.</summary>
    public int Batch { get; }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <summary>Rows of the input.</summary>
    public int Height { get; }

    /// <summary>Columns of the input.</summary>
    public int Width { get; }

    /// <summary>Rows and columns of the window.</summary>
    public int Kernel { get; }

    /// <summary>Pixels between neighbouring windows.</summary>
    public int Stride { get; }

    /// <summary>Pixels by which windows may reach past the border.</summary>
    public int Padding { get; }

    /// <summary>Rows of the output.</summary>
    public int OutHeight { get; }

    /// <summary>Columns of the output.</summary>
    public int OutWidth { get; }

    /// <summary>Floats of the input.</summary>
    public int InputLength => checked(Batch * Height * Width * Channels);

    /// <summary>Floats of the output.</summary>
    public int OutputLength => checked(Batch * OutHeight * OutWidth * Channels);
}
