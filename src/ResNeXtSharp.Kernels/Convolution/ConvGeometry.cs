namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>Sizes of one 2-D convolution. Activations are channels-last: [batch, height, width, channels].</summary>
public readonly record struct ConvGeometry
{
    /// <summary>Checks the sizes and derives the output's.</summary>
    /// <exception cref="ArgumentException">A size is not positive, channels do not divide into groups, or the kernel is larger than the padded input.</exception>
    public ConvGeometry(
        int batch, int inChannels, int height, int width, int outChannels, int kernelHeight, int kernelWidth, int stride = 1, int padding = 0, int groups = 1)
    {
        if (batch < 1 || inChannels < 1 || height < 1 || width < 1 || outChannels < 1 || kernelHeight < 1 || kernelWidth < 1 || stride < 1 || padding < 0 || groups < 1)
            throw new ArgumentException($"A convolution of [{batch}, {inChannels}, {height}, {width}] by {outChannels} kernels of {kernelHeight}x{kernelWidth}, stride {stride}, padding {padding} and {groups} groups has a size that is not positive.");
        if (inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"{inChannels} input and {outChannels} output channels do not divide into {groups} groups.");
        if (height + (2 * padding) < kernelHeight || width + (2 * padding) < kernelWidth)
            throw new ArgumentException($"A kernel of {kernelHeight}x{kernelWidth} does not fit an input of {height}x{width} with padding {padding}.");
        (Batch, InChannels, Height, Width, OutChannels) = (batch, inChannels, height, width, outChannels);
        (KernelHeight, KernelWidth, Stride, Padding, Groups) = (kernelHeight, kernelWidth, stride, padding, groups);
        OutHeight = ((height + (2 * padding) - kernelHeight) / stride) + 1;
        OutWidth = ((width + (2 * padding) - kernelWidth) / stride) + 1;
    }

    /// <summary>Pictures.</summary>
    public int Batch { get; init; }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>Rows of the input.</summary>
    public int Height { get; }

    /// <summary>Columns of the input.</summary>
    public int Width { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Rows of the kernel.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns of the kernel.</summary>
    public int KernelWidth { get; }

    /// <summary>Pixels between neighbouring outputs.</summary>
    public int Stride { get; }

    /// <summary>Zeros around the input.</summary>
    public int Padding { get; }

    /// <summary>Groups: the cardinality of a ResNeXt block.</summary>
    public int Groups { get; }

    /// <summary>Rows of the output.</summary>
    public int OutHeight { get; }

    /// <summary>Columns of the output.</summary>
    public int OutWidth { get; }

    /// <summary>Input channels of one group.</summary>
    public int InPerGroup => InChannels / Groups;

    /// <summary>Output channels of one group.</summary>
    public int OutPerGroup => OutChannels / Groups;

    /// <summary>Products summed into one output element: the rows of the weight matrix.</summary>
    public int Depth => KernelHeight * KernelWidth * InPerGroup;

    /// <summary>Floats of the input.</summary>
    public int InputLength => checked(Batch * Height * Width * InChannels);

    /// <summary>Output pixels of the whole batch.</summary>
    public int OutputRows => checked(Batch * OutHeight * OutWidth);

    /// <summary>Floats of the output.</summary>
    public int OutputLength => checked(OutputRows * OutChannels);

    /// <summary>Whether every output pixel reads exactly its own input pixel, so that the convolution is one matrix product.</summary>
    public bool IsPointwise => KernelHeight == 1 && KernelWidth == 1 && Stride == 1 && Padding == 0 && Groups == 1;
}
