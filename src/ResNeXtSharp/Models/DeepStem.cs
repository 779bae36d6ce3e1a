using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models;

/// <summary>
/// Three 3x3 convolutions in place of the 7x7 one, the first with stride 2; norm and ReLU behind the last belong to the network. Parts are named as in
/// timm, where this is a Sequential: 0, 1, 3, 4 and 6 have weights.
/// </summary>
internal sealed class DeepStem : Module
{
    private readonly ReLU _relu1;
    private readonly ReLU _relu2;

    /// <summary>From 3 to <paramref name="outChannels"/> channels, half as many between.</summary>
    internal DeepStem(int outChannels)
    {
        int width = outChannels / 2;
        Conv1 = Register("0", ResidualBlock.Conv3x3(3, width, stride: 2));
        Bn1 = Register("1", new BatchNorm2d(width));
        _relu1 = Register("2", new ReLU(inplace: true));
        Conv2 = Register("3", ResidualBlock.Conv3x3(width, width));
        Bn2 = Register("4", new BatchNorm2d(width));
        _relu2 = Register("5", new ReLU(inplace: true));
        Conv3 = Register("6", ResidualBlock.Conv3x3(width, outChannels));
    }

    /// <inheritdoc/>
    protected internal override string Kind => nameof(Sequential);

    internal Conv2d Conv1 { get; }

    internal BatchNorm2d Bn1 { get; }

    internal Conv2d Conv2 { get; }

    internal BatchNorm2d Bn2 { get; }

    internal Conv2d Conv3 { get; }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor hidden = ConvNorm.ForwardRelu(Conv1, Bn1, input, _relu1);
        return Conv3.Forward(ConvNorm.ForwardRelu(Conv2, Bn2, hidden, _relu2));
    }
}
