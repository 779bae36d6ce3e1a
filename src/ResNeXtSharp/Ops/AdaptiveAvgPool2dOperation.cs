using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Pooling;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Input [n, c, h, w] gives [n, c, outHeight, outWidth], the mean of each of outHeight x outWidth windows that cover the map.</summary>
internal sealed class AdaptiveAvgPool2dOperation : Operation<AdaptiveAvgPool2dOperation>
{
    internal static Tensor Forward(Tensor input, int outHeight, int outWidth)
    {
        input.RequireRank(4, "Adaptive average pooling");
        Shape x = input.Shape;
        TensorCell output = TensorCell.Create([x[0], x[1], outHeight, outWidth], MemoryLayout.ChannelsLast);
        AdaptiveAveragePool.Forward(input.Cell.Values, x[0], x[2], x[3], x[1], outHeight, outWidth, output.Values);
        Record(output, input.Cell);
        return new Tensor(output);
    }

    internal override void Backward()
    {
        Shape x = Input(0)!.Shape, y = Output.Shape;
        Span<float> gradInput = Input(0)!.GradientTarget(out bool accumulate);
        AdaptiveAveragePool.Backward(Output.Gradient!.Span, x[0], x[2], x[3], x[1], y[2], y[3], gradInput, accumulate);
    }
}
