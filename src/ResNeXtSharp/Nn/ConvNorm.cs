using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>
/// A convolution followed by its batch normalisation. The two stay modules of their own, with their own names in a checkpoint; where nobody trains,
/// differentiates or watches them, they run as one.
/// </summary>
internal static class ConvNorm
{
    /// <summary>norm(conv(input))</summary>
    internal static Tensor Forward(Module conv, BatchNorm2d norm, Tensor input) =>
        Fusable(conv, norm) is { } plain ? Fused(plain, norm, input, default, relu: false) : norm.Forward(Convolve(conv, norm, input));

    /// <summary>relu(norm(conv(input)))</summary>
    internal static Tensor ForwardRelu(Module conv, BatchNorm2d norm, Tensor input, ReLU relu) =>
        Fusable(conv, norm) is { } plain ? Fused(plain, norm, input, default, relu: true) : norm.ForwardRelu(Convolve(conv, norm, input), relu);

    /// <summary>relu(norm(conv(input)) + shortcut(identity)): how a residual block ends. Without a <paramref name="shortcut"/> the identity is added as it is.</summary>
    internal static Tensor ForwardAddRelu(Module conv, BatchNorm2d norm, Tensor input, Tensor identity, Module? shortcut, ReLU relu) =>
        Fusable(conv, norm) is { } plain
            ? Fused(plain, norm, input, shortcut is null ? identity : shortcut.Forward(identity), relu: true)
            : norm.ForwardAddRelu(Convolve(conv, norm, input), identity, shortcut, relu);

    static Tensor Convolve(Module conv, BatchNorm2d norm, Tensor input)
    {
        if (conv is Conv2d plain)
            plain.FeedsTraining = norm.IsTraining;
        return conv.Forward(input);
    }

    static Conv2d? Fusable(Module conv, BatchNorm2d norm) =>
        conv is Conv2d { Bias: null } plain && !norm.IsTraining && !Autograd.IsRecording && ForwardObserver.Current is null ? plain : null;

    static Tensor Fused(Conv2d conv, BatchNorm2d norm, Tensor input, Tensor residual, bool relu) =>
        ConvBatchNorm2d.Forward(input, conv.Weight.Value, conv.Stride, conv.Padding, conv.Groups, norm.State, residual, relu);
}
