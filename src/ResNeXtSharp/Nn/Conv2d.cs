using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>2-D convolution of [n, inChannels, h, w] to [n, outChannels, h', w']: torch.nn.Conv2d.</summary>
public sealed class Conv2d : Module
{
    /// <summary>Kernels and bias uniform in ±1/√(inputs per output), PyTorch's default.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">Rows and columns of the kernel.</param>
    /// <param name="stride">Pixels between neighbouring outputs.</param>
    /// <param name="padding">Zeros around the input.</param>
    /// <param name="groups">Groups of channels that do not see each other: a ResNeXt block's cardinality.</param>
    /// <param name="bias">Whether to add a trainable bias.</param>
    /// <param name="seed">Seed of the initial values; null leaves zeros, for weights that will be loaded.</param>
    /// <exception cref="ArgumentException">A size is not positive, or channels do not divide into groups.</exception>
    public Conv2d(int inChannels, int outChannels, int kernelSize, int stride = 1, int padding = 0, int groups = 1, bool bias = true, ulong? seed = 0)
    {
        if (inChannels < 1 || outChannels < 1 || kernelSize < 1 || stride < 1 || padding < 0 || groups < 1)
            throw new ArgumentException($"Conv2d({inChannels}, {outChannels}, kernel {kernelSize}, stride {stride}, padding {padding}, groups {groups}) has a size that is not positive.");
        if (inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"{inChannels} input and {outChannels} output channels do not divide into {groups} groups.");
        (InChannels, OutChannels, KernelSize, Stride, Padding, Groups) = (inChannels, outChannels, kernelSize, stride, padding, groups);
        Weight = RegisterParameter("weight", Functional.ConvolutionWeight([outChannels, inChannels / groups, kernelSize, kernelSize], groups), groups);
        if (bias)
            Bias = RegisterParameter("bias", Tensor.Zeros([outChannels]));
        if (seed is { } value)
            Initialization.PyTorchDefault(Weight, Bias, value, "conv");
    }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Rows and columns of the kernel.</summary>
    public int KernelSize { get; }

    /// <summary>Pixels between neighbouring outputs.</summary>
    public int Stride { get; }

    /// <summary>Zeros around the input.</summary>
    public int Padding { get; }

    /// <summary>Groups of channels.</summary>
    public int Groups { get; }

    /// <summary>[outChannels, inChannels/groups, kernelSize, kernelSize]</summary>
    public Parameter Weight { get; }

    /// <summary>[outChannels], or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>Whether the output goes to a batch normalisation that is in training: then its statistics are measured on the way.</summary>
    internal bool FeedsTraining { get; set; }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) =>
        Conv2dOperation.Forward(input, Weight.Value, Bias?.Value ?? default, Stride, Padding, Groups, measure: FeedsTraining);

    /// <inheritdoc/>
    protected override string ExtraRepresentation() =>
        $"{InChannels}, {OutChannels}, kernel_size=({KernelSize}, {KernelSize}), stride=({Stride}, {Stride})"
        + (Padding != 0 ? $", padding=({Padding}, {Padding})" : "")
        + (Groups != 1 ? $", groups={Groups}" : "")
        + (Bias is null ? ", bias=False" : "");
}
