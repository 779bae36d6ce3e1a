using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Pooling;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Input [n, c, h, w] gives [n, c, h', w'], the maximum of each kernel x kernel window; h' = ⌊(h + 2·padding - kernel) / stride⌋ + 1.</summary>
internal sealed class MaxPool2dOperation : Operation<MaxPool2dOperation>
{
    private PoolGeometry _geometry;
    private NativeBuffer? _winners;

    internal static Tensor Forward(Tensor input, int kernelSize, int stride, int padding)
    {
        input.RequireRank(4, "Max pooling");
        Shape x = input.Shape;
        var geometry = new PoolGeometry(x[0], x[1], x[2], x[3], kernelSize, stride, padding);
        TensorCell output = TensorCell.Create([x[0], x[1], geometry.OutHeight, geometry.OutWidth], MemoryLayout.ChannelsLast);
        NativeBuffer winners = BufferPool.Rent(geometry.OutputLength);
        MaxPool.Forward(geometry, input.Cell.Values, output.Values, winners.Span);
        if (Record(output, input.Cell) is { } operation)
            (operation._geometry, operation._winners) = (geometry, winners);
        else
            BufferPool.Return(winners);
        return new Tensor(output);
    }

    internal override void Backward()
    {
        Span<float> gradInput = Input(0)!.GradientTarget(out bool accumulate);
        MaxPool.Backward(_geometry, Output.Gradient!.Span, _winners!.Span, gradInput, accumulate);
    }

    protected override void ReleaseSaved()
    {
        BufferPool.Return(_winners!);
        _winners = null;
    }
}
