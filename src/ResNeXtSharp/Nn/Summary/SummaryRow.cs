using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>One call of one module in a forward pass.</summary>
public sealed class SummaryRow
{
    private readonly HashSet<Parameter> _parameters;
    private readonly List<SummaryRow> _children = [];

    internal SummaryRow(Module module, int depth, int index, Shape input, bool isRecursive)
    {
        Kind = module.Kind;
        Depth = depth;
        Index = index;
        InputShape = input;
        IsRecursive = isRecursive;
        IsLeaf = module.Children.Count == 0;
        _parameters = [.. module.Parameters()];
        ParameterCount = Count(_parameters);
        TrainableCount = Count(_parameters.Where(parameter => parameter.RequiresGrad));
        (KernelSize, Groups) = module switch
        {
            Conv2d convolution => ($"[{convolution.KernelSize}, {convolution.KernelSize}]", convolution.Groups),
            MaxPool2d pooling => (pooling.KernelSize.ToString(System.Globalization.CultureInfo.InvariantCulture), null),
            AvgPool2d pooling => (pooling.KernelSize.ToString(System.Globalization.CultureInfo.InvariantCulture), null),
            _ => default((string?, int?)),
        };
    }

    /// <summary>The module's class name.</summary>
    public string Kind { get; }

    /// <summary>How many modules this one lies inside.</summary>
    public int Depth { get; }

    /// <summary>The row's number among those of its depth, from 1.</summary>
    public int Index { get; }

    /// <summary>Shape of the input.</summary>
    public Shape InputShape { get; }

    /// <summary>Shape of the output.</summary>
    public Shape OutputShape { get; private set; }

    /// <summary>Whether the module has no parts.</summary>
    public bool IsLeaf { get; }

    /// <summary>Whether the module appears in an earlier row, and so do its parameters.</summary>
    public bool IsRecursive { get; }

    /// <summary>Scalars in the parameters of the module and its parts.</summary>
    public long ParameterCount { get; }

    /// <summary>Scalars among them that are trained.</summary>
    public long TrainableCount { get; }

    /// <summary>The convolution's kernel or the pooling's window as torchinfo writes it, or null.</summary>
    public string? KernelSize { get; }

    /// <summary>The convolution's groups, or null.</summary>
    public int? Groups { get; }

    /// <summary>Multiply-adds of this call by torchinfo's count: parameters times the positions they are used at; of a module with parts, those of the leaves in it.</summary>
    public long MultAdds
    {
        get => IsLeaf ? field : _children.Sum(child => child.MultAdds);
        private set;
    }

    /// <summary>Scalars of the module that none of its rows below shows.</summary>
    internal long UnshownCount => Count(_parameters.Except(_children.SelectMany(child => child._parameters)));

    internal void Add(SummaryRow child) => _children.Add(child);

    internal void Complete(Module module, Shape output)
    {
        OutputShape = output;
        int positions = module switch
        {
            Conv2d => output.Count / output[1],
            Linear => output.Count / output[-1],
            _ => output.Rank == 0 ? 1 : output[0],
        };
        MultAdds = ParameterCount * positions;
    }

    static long Count(IEnumerable<Parameter> parameters) => parameters.Sum(parameter => (long)parameter.Shape.Count);
}
