using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models;

/// <summary>
/// ResNet and ResNeXt: a 7x7 stem, four stages of residual blocks, average pooling and a linear classifier, under torchvision's names. Input
/// [n, 3, h, w], output logits [n, classes].
/// </summary>
public sealed class ResNet : Module
{
    private static readonly int[] StagePlanes = [64, 128, 256, 512];

    private readonly MaxPool2d _maxPool;
    private readonly AdaptiveAvgPool2d _averagePool;
    private readonly ReLU _relu;
    private readonly Sequential[] _stages = new Sequential[4];
    private int _channels = 64;

    /// <summary>A network with torchvision's initial values.</summary>
    /// <param name="block">Which block the stages consist of.</param>
    /// <param name="layers">Blocks in each of the four stages: [3, 4, 6, 3] makes 50 layers of bottlenecks.</param>
    /// <param name="classes">Outputs of the classifier.</param>
    /// <param name="groups">Cardinality of the bottlenecks.</param>
    /// <param name="widthPerGroup">Channels of one group in the first stage.</param>
    /// <param name="seed">Seed of the initial values; null leaves zeros, for weights that will be loaded.</param>
    /// <exception cref="ArgumentException">Not four stages, an empty stage, or groups for the basic block, which has none.</exception>
    public ResNet(BlockKind block, IReadOnlyList<int> layers, int classes = 1000, int groups = 1, int widthPerGroup = 64, ulong? seed = 0)
    {
        if (layers.Count != StagePlanes.Length || layers.Any(count => count < 1))
            throw new ArgumentException($"A network has four stages of at least one block, not [{string.Join(", ", layers)}].", nameof(layers));
        if (block == BlockKind.Basic && (groups != 1 || widthPerGroup != 64))
            throw new ArgumentException("The basic block has one group of 64 channels.", nameof(groups));
        Conv1 = Register("conv1", new Conv2d(3, _channels, kernelSize: 7, stride: 2, padding: 3, bias: false, seed: null));
        Bn1 = Register("bn1", new BatchNorm2d(_channels));
        _relu = Register("relu", new ReLU(inplace: true));
        _maxPool = Register("maxpool", new MaxPool2d(kernelSize: 3, stride: 2, padding: 1));
        for (int stage = 0; stage < _stages.Length; stage++)
            _stages[stage] = Register($"layer{stage + 1}", MakeLayer(block, StagePlanes[stage], layers[stage], stage == 0 ? 1 : 2, groups, widthPerGroup));
        _averagePool = Register("avgpool", new AdaptiveAvgPool2d());
        Fc = new Linear(_channels, classes, seed: null);
        if (seed is { } value)
            Initialization.ResNet(this, value);
    }

    /// <summary>The 7x7 stem.</summary>
    public Conv2d Conv1 { get; }

    /// <summary>Behind the stem.</summary>
    public BatchNorm2d Bn1 { get; }

    /// <summary>The four stages.</summary>
    public IReadOnlyList<Sequential> Stages => _stages;

    /// <summary>The classifier. Replace it for another number of classes: <c>model.Fc = new Linear(model.Fc.InFeatures, 10)</c>.</summary>
    public Linear Fc
    {
        get;
        set => field = Register("fc", value);
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor x = _maxPool.Forward(ConvNorm.ForwardRelu(Conv1, Bn1, input, _relu));
        foreach (Sequential stage in _stages)
            x = stage.Forward(x);
        return Fc.Forward(_averagePool.Forward(x).Flatten());
    }

    /// <summary>A stage: the first block changes stride and channels, and projects its shortcut where it does.</summary>
    Sequential MakeLayer(BlockKind block, int planes, int count, int stride, int groups, int widthPerGroup)
    {
        int outChannels = planes * (block == BlockKind.Basic ? BasicBlock.Expansion : Bottleneck.Expansion);
        var blocks = new List<Module>();
        for (int i = 0; i < count; i++)
        {
            Sequential? downsample = stride != 1 || _channels != outChannels
                ? new Sequential(ResidualBlock.Conv1x1(_channels, outChannels, stride), new BatchNorm2d(outChannels))
                : null;
            blocks.Add(block == BlockKind.Basic
                ? new BasicBlock(_channels, planes, stride, downsample)
                : new Bottleneck(_channels, planes, stride, groups, widthPerGroup, downsample));
            (_channels, stride) = (outChannels, 1);
        }
        return new Sequential(blocks);
    }
}
