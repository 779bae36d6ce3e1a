using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>
/// What a model consists of and costs, layer by layer: torchinfo's summary(model, input_size). <see cref="ToString()"/> gives the same text, character
/// for character.
/// </summary>
public sealed class Summary
{
    // torchinfo weighs the input as a Python object, whose header counts too.
    private const int PythonStorageHeader = 56;

    private readonly SummaryOptions _options;

    Summary(Module model, Shape input, IReadOnlyList<SummaryRow> rows, SummaryOptions options)
    {
        _options = options;
        Rows = rows;
        Parameter[] parameters = [.. model.Parameters().Distinct()];
        ParameterCount = parameters.Sum(parameter => (long)parameter.Shape.Count);
        TrainableCount = parameters.Where(parameter => parameter.RequiresGrad).Sum(parameter => (long)parameter.Shape.Count);
        SummaryRow[] leaves = [.. rows.Where(row => row.IsLeaf)];
        MultAdds = leaves.Sum(row => row.MultAdds);
        InputBytes = ((long)input.Count * sizeof(float)) + PythonStorageHeader;
        ForwardBackwardBytes = leaves.Where(row => row.ParameterCount > 0).Sum(row => 2L * row.OutputShape.Count * sizeof(float));
        ParameterBytes = ParameterCount * sizeof(float);
    }

    /// <summary>Every call of a module, in order.</summary>
    public IReadOnlyList<SummaryRow> Rows { get; }

    /// <summary>Scalars in all parameters.</summary>
    public long ParameterCount { get; }

    /// <summary>Scalars in the parameters that are trained.</summary>
    public long TrainableCount { get; }

    /// <summary>Multiply-adds of one forward pass by torchinfo's count, which takes the zeros that padding adds for work.</summary>
    public long MultAdds { get; }

    /// <summary>Bytes of the input.</summary>
    public long InputBytes { get; }

    /// <summary>Bytes of the outputs of all layers with parameters, and of their gradients.</summary>
    public long ForwardBackwardBytes { get; }

    /// <summary>Bytes of the parameters.</summary>
    public long ParameterBytes { get; }

    /// <summary>Sum of input, forward/backward pass and parameters.</summary>
    public long TotalBytes => InputBytes + ForwardBackwardBytes + ParameterBytes;

    /// <summary>Sends zeros of shape <paramref name="input"/> through the model, in evaluation mode and unrecorded, and reports what it met. The model stays as it was.</summary>
    /// <exception cref="ArgumentException">The model does not take such an input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The depth is negative.</exception>
    public static Summary Of(Module model, Shape input, SummaryOptions? options = null)
    {
        options ??= new SummaryOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Depth);
        var recorder = new SummaryRecorder();
        recorder.Watch(model, Tensor.Zeros(input));
        return new Summary(model, input, recorder.Rows, options);
    }

    /// <summary>The table.</summary>
    public override string ToString() => new SummaryText(this, _options).ToString();
}
