using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models;

/// <summary>
/// ResNet and ResNeXt: a stem, stages of residual blocks, average pooling and a linear classifier, under torchvision's names. Input [n, 3, h, w], output
/// logits [n, classes].
/// </summary>
public sealed class ResNet : Module
{
    private readonly MaxPool2d? _maxPool;
    private readonly AdaptiveAvgPool2d _averagePool;
    private readonly ReLU _relu;
    private readonly Sequential[] _stages;

    /// <summary>A network of torchvision's shape with its initial values.</summary>
    /// <param name="block">Which block the stages consist of.</param>
    /// <param name="layers">Blocks in each stage: [3, 4, 6, 3] makes 50 layers of bottlenecks.</param>
    /// <param name="classes">Outputs of the classifier.</param>
    /// <param name="groups">Cardinality of the bottlenecks.</param>
    /// <param name="widthPerGroup">Channels of one group in the first stage.</param>
    /// <param name="seed">Seed of the initial values; null leaves zeros, for weights that will be loaded.</param>
    /// <exception cref="ArgumentException">No stage, an empty stage, or groups for the basic block, which has none.</exception>
    public ResNet(BlockKind block, IReadOnlyList<int> layers, int classes = 1000, int groups = 1, int widthPerGroup = 64, ulong? seed = 0)
        : this(new ResNetGeometry(block, layers, groups, widthPerGroup), classes, seed)
    {
    }

    /// <summary>A network of any shape with torchvision's initial values.</summary>
    /// <param name="geometry">The shape.</param>
    /// <param name="classes">Outputs of the classifier.</param>
    /// <param name="seed">Seed of the initial values; null leaves zeros, for weights that will be loaded.</param>
    public ResNet(ResNetGeometry geometry, int classes = 1000, ulong? seed = 0)
    {
        int channels = geometry.FirstPlanes;
        Stem = Register("conv1", MakeStem(geometry.Stem, channels));
        Bn1 = Register("bn1", new BatchNorm2d(channels));
        _relu = Register("relu", new ReLU(inplace: true));
        if (geometry.Stem != StemKind.Cifar)
            _maxPool = Register("maxpool", new MaxPool2d(kernelSize: 3, stride: 2, padding: 1));
        _stages = new Sequential[geometry.Layers.Count];
        for (int stage = 0; stage < _stages.Length; stage++)
        {
            _stages[stage] = Register($"layer{stage + 1}", MakeLayer(geometry, stage, channels));
            channels = geometry.Planes(stage) * geometry.Expansion;
        }
        _averagePool = Register("avgpool", new AdaptiveAvgPool2d());
        Fc = new Linear(channels, classes, seed: null);
        if (seed is { } value)
            Initialization.ResNet(this, value);
    }

    /// <summary>What brings pictures in: one convolution, or several in a deep stem. Registered as "conv1", torchvision's name.</summary>
    public Module Stem { get; }

    /// <summary>The convolution in front of <see cref="Bn1"/>: the whole stem, or the last part of a deep one.</summary>
    public Conv2d Conv1 => Stem is DeepStem deep ? deep.Conv3 : (Conv2d)Stem;

    /// <summary>Behind the stem.</summary>
    public BatchNorm2d Bn1 { get; }

    /// <summary>Shrinks the map behind the stem; CIFAR's networks have none.</summary>
    public MaxPool2d? MaxPool => _maxPool;

    /// <summary>The stages: four, or three of CIFAR's networks.</summary>
    public IReadOnlyList<Sequential> Stages => _stages;

    /// <summary>The classifier. Replace it for another number of classes: <c>model.Fc = new Linear(model.Fc.InFeatures, 10)</c>.</summary>
    public Linear Fc
    {
        get;
        set => field = Register("fc", value);
    }

    /// <summary>What reaches the first stage: [n, 3, h, w] to [n, channels, h/4, w/4], or to [n, channels, h, w] in CIFAR's networks.</summary>
    internal Tensor ForwardStem(Tensor input)
    {
        Tensor x = Stem is DeepStem deep ? Bn1.ForwardRelu(deep.Forward(input), _relu) : ConvNorm.ForwardRelu(Conv1, Bn1, input, _relu);
        return _maxPool is null ? x : _maxPool.Forward(x);
    }

    /// <summary>What the last stage's output [n, channels, h, w] comes to: logits [n, classes].</summary>
    internal Tensor ForwardHead(Tensor features) => Fc.Forward(_averagePool.Forward(features).Flatten());

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor x = ForwardStem(input);
        foreach (Sequential stage in _stages)
            x = stage.Forward(x);
        return ForwardHead(x);
    }

    static Module MakeStem(StemKind kind, int channels) => kind switch
    {
        StemKind.Deep => new DeepStem(channels),
        StemKind.Cifar or StemKind.PooledCifar => ResidualBlock.Conv3x3(3, channels),
        _ => new Conv2d(3, channels, kernelSize: 7, stride: 2, padding: 3, bias: false, seed: null),
    };

    /// <summary>A stage: the first block changes stride and channels, and projects its shortcut where it does.</summary>
    static Sequential MakeLayer(ResNetGeometry geometry, int stage, int channels)
    {
        int planes = geometry.Planes(stage), stride = ResNetGeometry.Stride(stage), outChannels = planes * geometry.Expansion;
        var blocks = new List<Module>();
        for (int i = 0; i < geometry.Layers[stage]; i++)
        {
            Sequential? downsample = stride != 1 || channels != outChannels ? MakeShortcut(geometry.AveragesShortcuts, channels, outChannels, stride) : null;
            blocks.Add(geometry.Block switch
            {
                BlockKind.Basic => new BasicBlock(channels, planes, stride, downsample),
                BlockKind.SqueezeExcite => new SqueezeExciteBottleneck(channels, planes, stride, geometry.Groups, geometry.WidthAt64Planes, downsample),
                _ => new Bottleneck(channels, planes, stride, geometry.Groups, geometry.WidthAt64Planes, downsample),
            });
            (channels, stride) = (outChannels, 1);
        }
        return new Sequential(blocks);
    }

    internal static Sequential MakeShortcut(bool averages, int channels, int outChannels, int stride) => averages
        ? new Sequential(stride == 1 ? new Identity() : new AvgPool2d(2, stride), ResidualBlock.Conv1x1(channels, outChannels), new BatchNorm2d(outChannels))
        : new Sequential(ResidualBlock.Conv1x1(channels, outChannels, stride), new BatchNorm2d(outChannels));
}
