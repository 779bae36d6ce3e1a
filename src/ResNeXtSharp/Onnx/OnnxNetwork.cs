using System.Globalization;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Onnx;

/// <summary>
/// The network of an ONNX file, run by this library's own operations: pictures [n, 3, h, w] to logits [n, classes]. It reads what <see cref="OnnxFile"/>
/// writes, not ONNX at large.
/// </summary>
public sealed class OnnxNetwork : Module
{
    private static readonly HashSet<string> Known = ["kernel_shape", "strides", "pads", "group", "epsilon", "ceil_mode", "axis", "transA", "transB", "alpha", "beta"];

    // Of a window, a stride or a padding; the next layer's size would be out of bounds beyond it.
    private const int LargestSetting = 1024;

    private readonly string _file;
    private readonly OnnxGraph _graph;
    private readonly Dictionary<string, Tensor> _weights;

    internal OnnxNetwork(string file, OnnxGraph graph, IReadOnlyDictionary<string, string> metadata)
    {
        (_file, _graph, Metadata) = (file, graph, metadata);
        var readers = new Dictionary<string, OnnxNode>();
        foreach (OnnxNode node in graph.Nodes)
        {
            if (node.Attributes.Any(attribute => !Known.Contains(attribute.Name)))
                throw Unknown(node);
            foreach (string input in node.Inputs)
                readers.TryAdd(input, node);
        }
        _weights = graph.Initializers.ToDictionary(weight => weight.Name, weight => Load(weight, readers.GetValueOrDefault(weight.Name)));
        Eval();
    }

    /// <summary>The file's pairs of text: class names and preprocessing among them.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>How many operations the network consists of.</summary>
    public int NodeCount => _graph.Nodes.Count;

    /// <inheritdoc/>
    /// <exception cref="WeightFormatException">The file asks for an operation that is not known here.</exception>
    /// <exception cref="ArgumentException">The shapes of pictures or weights do not fit each other.</exception>
    protected override Tensor ForwardCore(Tensor input)
    {
        var values = new Dictionary<string, Tensor>(_weights) { [_graph.Input] = input };
        foreach (OnnxNode node in _graph.Nodes)
            values[node.Output] = Run(node, [.. node.Inputs.Select(name => values[name])]);
        return values[_graph.Output];
    }

    /// <inheritdoc/>
    protected override string ExtraRepresentation() => string.Create(CultureInfo.InvariantCulture, $"{NodeCount} nodes");

    Tensor Run(OnnxNode node, Tensor[] inputs) => (node.Operator, inputs) switch
    {
        ("Conv", [var x, var weight, ..]) when inputs.Length <= 3 =>
            Functional.Conv2d(x, weight, Optional(inputs, 2), Square(node, "strides", 1), Square(node, "pads", 0), Groups(node)),
        ("BatchNormalization", [var x, var weight, var bias, var mean, var variance]) =>
            Functional.BatchNorm2d(x, new BatchNormState(weight, bias, mean, variance, Training: false, Epsilon: node.Float("epsilon", 1e-5f))),
        ("Relu", [var x]) => Functional.Relu(x),
        ("Sigmoid", [var x]) => Functional.Sigmoid(x),
        ("Add", [var left, var right]) => Functional.Add(left, right),
        ("Mul", [var x, var gates]) => Functional.ChannelGate(x, gates),
        ("MaxPool", [var x]) when node.Integer("ceil_mode", 0) == 0 =>
            Functional.MaxPool2d(x, Square(node, "kernel_shape", 1), Square(node, "strides", 1), Square(node, "pads", 0)),
        ("AveragePool", [var x]) when node.Integer("ceil_mode", 0) == 1 && Square(node, "pads", 0) == 0 =>
            Functional.AvgPool2d(x, Square(node, "kernel_shape", 1), Square(node, "strides", 1)),
        ("GlobalAveragePool", [var x]) => Functional.AdaptiveAvgPool2d(x),
        ("Flatten", [var x]) when node.Integer("axis", 1) == 1 => Functional.Flatten(x),
        ("Gemm", [var x, var weight, ..]) when inputs.Length <= 3 && node.Integer("transB", 0) == 1 && node.Integer("transA", 0) == 0
            && node.Float("alpha", 1) == 1 && node.Float("beta", 1) == 1 => Functional.Linear(x, weight, Optional(inputs, 2)),
        _ => throw Unknown(node),
    };

    /// <summary>A weight in the layout of the first node that reads it.</summary>
    Tensor Load(OnnxTensor initializer, OnnxNode? reader)
    {
        Tensor tensor = (reader?.Operator, initializer.Shape.Rank) switch
        {
            ("Conv", 4) => Functional.ConvolutionWeight(initializer.Shape, Groups(reader)),
            ("Gemm", 2) => Functional.LinearWeight(initializer.Shape),
            _ => Tensor.Zeros(initializer.Shape),
        };
        tensor.CopyFrom(initializer.Values());
        return tensor;
    }

    int Groups(OnnxNode node) => node.Integer("group", 1) is var groups and > 0 and <= int.MaxValue ? (int)groups : throw Unknown(node);

    /// <summary>A setting whose numbers are all one.</summary>
    int Square(OnnxNode node, string name, long otherwise)
    {
        IReadOnlyList<long> numbers = node.Integers(name, otherwise);
        return numbers.Count > 0 && numbers.All(number => number == numbers[0]) && numbers[0] is >= 0 and <= LargestSetting ? (int)numbers[0] : throw Unknown(node);
    }

    static Tensor Optional(Tensor[] inputs, int index) => index < inputs.Length ? inputs[index] : default;

    WeightFormatException Unknown(OnnxNode node) => new(
        _file, $"the operation {PrintableText.Quote(node.Operator)} of {PrintableText.Quote(node.Name)}, with these inputs and settings, is none of those that are run here: use ONNX Runtime");
}
