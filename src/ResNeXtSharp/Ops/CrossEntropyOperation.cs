using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Loss;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Logits [n, k] and n labels give the scalar mean of -log softmax(logits)[label].</summary>
internal sealed class CrossEntropyOperation : Operation<CrossEntropyOperation>
{
    private readonly List<int> _labels = [];

    internal static Tensor Forward(Tensor logits, ReadOnlySpan<int> labels)
    {
        logits.RequireRank(2, "Cross entropy");
        TensorCell output = TensorCell.Create([], MemoryLayout.Contiguous);
        output.Values[0] = (float)SoftmaxCrossEntropy.Mean(logits.Cell.Values, logits.Shape[1], labels);
        if (Record(output, logits.Cell) is { } operation)
        {
            operation._labels.Clear();
            operation._labels.AddRange(labels);
        }
        return new Tensor(output);
    }

    internal override void Backward()
    {
        TensorCell logits = Input(0)!;
        Span<float> gradLogits = logits.GradientTarget(out bool accumulate);
        ReadOnlySpan<int> labels = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_labels);
        SoftmaxCrossEntropy.MeanBackward(logits.Values, logits.Shape[1], labels, Output.Gradient!.Span[0], gradLogits, accumulate);
    }
}
