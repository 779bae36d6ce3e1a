using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>
/// Weighs channels by what the whole picture holds: mean over the map, a bottleneck of two 1x1 convolutions, a sigmoid for each channel (Hu et al. 2018,
/// arXiv:1709.01507). Parts are named as in timm. The output has the shape of the input, [n, c, h, w].
/// </summary>
public sealed class SqueezeExcite : Module
{
    private const int Reduction = 16;
    private const int Divisor = 8;

    /// <summary>Weighs so many channels.</summary>
    /// <param name="channels">Channels of input and output.</param>
    /// <param name="seed">Seed of the initial values; null leaves zeros, for weights that will be loaded or drawn with the whole network's.</param>
    public SqueezeExcite(int channels, ulong? seed = 0)
    {
        int reduced = ReducedChannels(channels);
        Fc1 = Register("fc1", new Conv2d(channels, reduced, kernelSize: 1, seed: seed));
        Fc2 = Register("fc2", new Conv2d(reduced, channels, kernelSize: 1, seed: seed));
    }

    /// <inheritdoc/>
    protected internal override string Kind => "SEModule";

    /// <summary>1x1, reduces the channels.</summary>
    public Conv2d Fc1 { get; }

    /// <summary>1x1, restores the channels.</summary>
    public Conv2d Fc2 { get; }

    /// <summary>A sixteenth of the channels, to the nearest multiple of eight, at least eight: timm's rule.</summary>
    internal static int ReducedChannels(int channels) => Math.Max(Divisor, ((channels / Reduction) + (Divisor / 2)) / Divisor * Divisor);

    /// <summary>
    /// relu(input · gates + shortcut(identity)), the last two steps in one pass: how a block with gates ends. Without a <paramref name="shortcut"/> the
    /// identity is added as it is.
    /// </summary>
    internal Tensor ForwardAddRelu(Tensor input, Tensor identity, Module? shortcut, ReLU relu)
    {
        ForwardObserver? observer = ForwardObserver.Current;
        observer?.Enter(this, input.Shape);
        Tensor gates = Gates(input);
        observer?.Leave(this, input.Shape);
        Tensor residual = shortcut is null ? identity : shortcut.Forward(identity);
        observer?.Enter(relu, input.Shape);
        Tensor output = Functional.ChannelGate(input, gates, residual, relu: true);
        observer?.Leave(relu, output.Shape);
        return output;
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input) => Functional.ChannelGate(input, Gates(input));

    /// <summary>[n, c, 1, 1], each between 0 and 1.</summary>
    Tensor Gates(Tensor input)
    {
        Tensor hidden = Functional.Relu(Fc1.Forward(Functional.AdaptiveAvgPool2d(input)));
        return Functional.Sigmoid(Fc2.Forward(hidden));
    }
}
