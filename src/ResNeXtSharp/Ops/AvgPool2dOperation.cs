using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Pooling;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>
/// Input [n, c, h, w] gives [n, c, h', w'], the mean of what each kernel x kernel window holds of the map; h' = ⌈(h - kernel) / stride⌉ + 1, without
/// windows that would begin outside.
/// </summary>
internal sealed class AvgPool2dOperation : Operation<AvgPool2dOperation>
{
    private int _kernel;
    private int _stride;

    internal static Tensor Forward(Tensor input, int kernel, int stride)
    {
        input.RequireRank(4, "Average pooling");
        Shape x = input.Shape;
        Shape y = [x[0], x[1], AveragePool.OutputSize(x[2], kernel, stride), AveragePool.OutputSize(x[3], kernel, stride)];
        TensorCell output = TensorCell.Create(y, MemoryLayout.ChannelsLast);
        AveragePool.Forward(input.Cell.Values, x[0], x[2], x[3], x[1], kernel, stride, output.Values);
        if (Record(output, input.Cell) is { } operation)
            (operation._kernel, operation._stride) = (kernel, stride);
        return new Tensor(output);
    }

    internal override void Backward()
    {
        Shape x = Input(0)!.Shape;
        Span<float> gradInput = Input(0)!.GradientTarget(out bool accumulate);
        AveragePool.Backward(Output.Gradient!.Span, x[0], x[2], x[3], x[1], _kernel, _stride, gradInput, accumulate);
    }
}
