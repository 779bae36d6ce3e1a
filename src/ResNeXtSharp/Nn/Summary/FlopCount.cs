using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>
/// The floating-point operations that a model really needs for one batch: a multiply-add counts two, products with the zeros of padding count nothing,
/// and only convolutions and linear layers count (the rest of a residual network is below one percent).
/// </summary>
/// <param name="Forward">One forward pass.</param>
/// <param name="TrainingStep">Forward pass, gradients of the weights and gradients of the inputs: three times <paramref name="Forward"/> without the gradient of the
/// first layer's input, which nobody asks for.</param>
public sealed record FlopCount(long Forward, long TrainingStep)
{
    /// <summary>Counts for zeros of shape <paramref name="input"/>. The model stays as it was.</summary>
    /// <exception cref="ArgumentException">The model does not take such an input.</exception>
    public static FlopCount Of(Module model, Shape input)
    {
        var counter = new Counter();
        counter.Watch(model, Tensor.Zeros(input));
        return new FlopCount(counter.Total, (3 * counter.Total) - counter.FirstLayer);
    }

    /// <summary>Operations of one convolution or linear layer; of any other module, 0.</summary>
    internal static long OfLayer(Module layer, Shape input, Shape output) => layer switch
    {
        Conv2d convolution => OfConvolution(convolution, input, output),
        Linear linear => 2L * output.Count * linear.InFeatures,
        _ => 0,
    };

    static long OfConvolution(Conv2d layer, Shape input, Shape output)
    {
        long pairs = (long)layer.InChannels / layer.Groups * layer.OutChannels;
        return 2 * output[0] * pairs * ValidTaps(layer, input[2], output[2]) * ValidTaps(layer, input[3], output[3]);
    }

    /// <summary>How often a kernel's row (or column) meets a row of the picture and not of the padding.</summary>
    static long ValidTaps(Conv2d layer, int inputSize, int outputSize)
    {
        long valid = 0;
        for (int position = 0; position < outputSize; position++)
        {
            int first = (position * layer.Stride) - layer.Padding;
            valid += Math.Min(first + layer.KernelSize, inputSize) - Math.Max(first, 0);
        }
        return valid;
    }

    private sealed class Counter : ForwardObserver
    {
        private Shape _input;

        internal long FirstLayer { get; private set; }

        internal long Total { get; private set; }

        internal override void Enter(Module module, Shape input) => _input = input;

        internal override void Leave(Module module, Shape output)
        {
            long operations = OfLayer(module, _input, output);
            if (Total == 0)
                FirstLayer = operations;
            Total += operations;
        }
    }
}
