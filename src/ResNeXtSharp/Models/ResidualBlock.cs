using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models;

/// <summary>What every residual block has: y = relu(f(x) + shortcut(x)).</summary>
public abstract class ResidualBlock : Module
{
    /// <summary>The projection that brings the input to the output's shape, or null where the input is added as it is.</summary>
    public Sequential? Downsample { get; private protected init; }

    /// <summary>The one rectifier a block uses after each of its norms.</summary>
    private protected ReLU Relu { get; init; } = null!;

    /// <summary>Registers the shortcut, last as in torchvision: the order of the parts is the order of the checkpoint's keys.</summary>
    private protected Sequential? RegisterDownsample(Sequential? downsample) => downsample is null ? null : Register("downsample", downsample);

    // The network draws all initial values at once, when it is complete.
    internal static Conv2d Conv3x3(int inChannels, int outChannels, int stride = 1, int groups = 1) =>
        new(inChannels, outChannels, kernelSize: 3, stride, padding: 1, groups, bias: false, seed: null);

    internal static Conv2d Conv1x1(int inChannels, int outChannels, int stride = 1) => new(inChannels, outChannels, kernelSize: 1, stride, bias: false, seed: null);
}
