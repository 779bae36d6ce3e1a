using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Onnx;

/// <summary>Writes a residual network down as a graph. Weights keep the names of the state dict.</summary>
internal sealed class OnnxGraphBuilder
{
    private const string Input = "pictures";
    private const string Output = "logits";

    private readonly bool _keepsNorms;
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _initializers = [];

    OnnxGraphBuilder(bool keepsNorms) => _keepsNorms = keepsNorms;

    /// <param name="model">The network; the graph is that of evaluation, whatever mode it is in.</param>
    /// <param name="keepsNorms">Whether batch norms stay operations of their own, or become part of the convolutions before them.</param>
    internal static OnnxGraph Build(ResNet model, bool keepsNorms)
    {
        var builder = new OnnxGraphBuilder(keepsNorms);
        builder.Network(model);
        return new OnnxGraph(Input, Output, builder._nodes, builder._initializers);
    }

    void Network(ResNet model)
    {
        string x = Stem(model);
        if (model.MaxPool is { } pool)
            x = Node("MaxPool", "maxpool", [x], Window(pool.KernelSize, pool.Stride, pool.Padding));
        for (int stage = 0; stage < model.Stages.Count; stage++)
        {
            for (int block = 0; block < model.Stages[stage].Count; block++)
                x = Block((ResidualBlock)model.Stages[stage][block], $"layer{stage + 1}.{block}", x);
        }
        x = Node("Flatten", "flatten", [Node("GlobalAveragePool", "avgpool", [x])], OnnxAttribute.Of("axis", 1L));
        string[] inputs = [x, Weight("fc.weight", model.Fc.Weight), .. model.Fc.Bias is { } bias ? [Weight("fc.bias", bias)] : Array.Empty<string>()];
        _nodes.Add(new OnnxNode("Gemm", "fc", inputs, Output, [OnnxAttribute.Of("transB", 1L)]));
    }

    string Stem(ResNet model)
    {
        if (model.Stem is not DeepStem deep)
            return Convolution("conv1", model.Conv1, "bn1", model.Bn1, Input, relu: true);
        string x = Convolution("conv1.0", deep.Conv1, "conv1.1", deep.Bn1, Input, relu: true);
        x = Convolution("conv1.3", deep.Conv2, "conv1.4", deep.Bn2, x, relu: true);
        return Convolution("conv1.6", deep.Conv3, "bn1", model.Bn1, x, relu: true);
    }

    string Block(ResidualBlock block, string name, string input)
    {
        string transformed = block switch
        {
            BasicBlock b => Chain(name, input, (b.Conv1, b.Bn1), (b.Conv2, b.Bn2)),
            Bottleneck b => Chain(name, input, (b.Conv1, b.Bn1), (b.Conv2, b.Bn2), (b.Conv3, b.Bn3)),
            SqueezeExciteBottleneck b => Gated($"{name}.se", b.Se, Chain(name, input, (b.Conv1, b.Bn1), (b.Conv2, b.Bn2), (b.Conv3, b.Bn3))),
            _ => throw new NotSupportedException($"{block.GetType().Name} has no counterpart in ONNX yet."),
        };
        string shortcut = block.Downsample is { } downsample ? Shortcut($"{name}.downsample", downsample, input) : input;
        return Node("Relu", $"{name}.relu", [Node("Add", $"{name}.add", [transformed, shortcut])]);
    }

    /// <summary>conv1, bn1, relu, conv2, bn2, ...: all but the last rectified.</summary>
    string Chain(string name, string x, params (Conv2d Convolution, BatchNorm2d Norm)[] layers)
    {
        for (int i = 0; i < layers.Length; i++)
            x = Convolution($"{name}.conv{i + 1}", layers[i].Convolution, $"{name}.bn{i + 1}", layers[i].Norm, x, relu: i + 1 < layers.Length);
        return x;
    }

    string Gated(string name, SqueezeExcite gates, string input)
    {
        string x = Node("GlobalAveragePool", $"{name}.pool", [input]);
        x = Node("Relu", $"{name}.relu", [Convolution($"{name}.fc1", gates.Fc1, x)]);
        x = Node("Sigmoid", $"{name}.gate", [Convolution($"{name}.fc2", gates.Fc2, x)]);
        return Node("Mul", $"{name}.mul", [input, x]);
    }

    string Shortcut(string name, Sequential parts, string x)
    {
        if (parts[0] is AvgPool2d pool)
            x = Node("AveragePool", $"{name}.0", [x], [.. Window(pool.KernelSize, pool.Stride, 0), OnnxAttribute.Of("ceil_mode", 1L)]);
        int at = parts.Count - 2;
        return Convolution($"{name}.{at}", (Conv2d)parts[at], $"{name}.{at + 1}", (BatchNorm2d)parts[at + 1], x, relu: false);
    }

    string Convolution(string name, Conv2d convolution, string normName, BatchNorm2d norm, string x, bool relu)
    {
        if (_keepsNorms)
        {
            x = Convolution(name, convolution, x);
            string[] inputs =
            [
                x, Weight($"{normName}.weight", norm.Weight), Weight($"{normName}.bias", norm.Bias),
                Constant($"{normName}.running_mean", norm.RunningMean.Shape, norm.RunningMean.ToArray),
                Constant($"{normName}.running_var", norm.RunningVariance.Shape, norm.RunningVariance.ToArray),
            ];
            x = Node("BatchNormalization", normName, inputs, OnnxAttribute.Of("epsilon", (float)norm.Epsilon));
        }
        else
        {
            string weight = Constant($"{name}.weight", convolution.Weight.Shape, () => BatchNormFolding.Weight(convolution, norm));
            string bias = Constant($"{name}.bias", norm.Bias.Shape, () => BatchNormFolding.Bias(norm));
            x = Node("Conv", name, [x, weight, bias], Window(convolution));
        }
        return relu ? Node("Relu", $"{normName}.relu", [x]) : x;
    }

    string Convolution(string name, Conv2d convolution, string x)
    {
        string weight = Weight($"{name}.weight", convolution.Weight);
        string[] inputs = convolution.Bias is { } bias ? [x, weight, Weight($"{name}.bias", bias)] : [x, weight];
        return Node("Conv", name, inputs, Window(convolution));
    }

    string Weight(string name, Parameter parameter) => Constant(name, parameter.Shape, parameter.Value.ToArray);

    string Constant(string name, Shape shape, Func<float[]> values)
    {
        _initializers.Add(new OnnxTensor(name, shape, values));
        return name;
    }

    /// <summary>A node and the value it makes have one name, that of the module.</summary>
    string Node(string operation, string name, string[] inputs, params OnnxAttribute[] attributes)
    {
        _nodes.Add(new OnnxNode(operation, name, inputs, name, attributes));
        return name;
    }

    static OnnxAttribute[] Window(Conv2d layer) => [.. Window(layer.KernelSize, layer.Stride, layer.Padding), OnnxAttribute.Of("group", (long)layer.Groups)];

    static OnnxAttribute[] Window(int kernel, int stride, int padding) =>
    [
        OnnxAttribute.Of("kernel_shape", kernel, kernel), OnnxAttribute.Of("strides", stride, stride), OnnxAttribute.Of("pads", padding, padding, padding, padding),
    ];
}
