using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Ops;

/// <summary>Any shape and as many weights in row-major order give the scalar sum of their products: a linear end, so that a check sees one operation alone.</summary>
internal sealed class WeightedSum : Operation<WeightedSum>
{
    private float[] _weights = [];

    internal static Tensor Of(Tensor input, float[] weights)
    {
        TensorCell output = TensorCell.Create([], MemoryLayout.Contiguous);
        output.Values[0] = (float)InDouble(input, weights);
        if (Record(output, input.Cell) is { } operation)
            operation._weights = weights;
        return new Tensor(output);
    }

    internal static double InDouble(Tensor input, float[] weights) => input.ToArray().Zip(weights, (x, w) => (double)x * w).Sum();

    internal override void Backward()
    {
        TensorCell input = Input(0)!;
        float scale = Output.Gradient!.Span[0];
        Kernels.Memory.NativeBuffer gradient = Kernels.Memory.BufferPool.Rent(input.Buffer.Length);
        input.Layout.Store(input.Shape, [.. _weights.Select(w => w * scale)], gradient.Span);
        input.GiveGradient(gradient);
    }
}
