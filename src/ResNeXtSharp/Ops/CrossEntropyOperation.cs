using System.Runtime.InteropServices;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Loss;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Logits [n, k] and n labels give the scalar mean of -log softmax(logits)[label], or of its expectation where targets are soft.</summary>
internal sealed class CrossEntropyOperation : Operation<CrossEntropyOperation>
{
    private readonly List<int> _labels = [];
    private readonly List<int> _mixedLabels = [];
    private double _mixedShare;
    private double _smoothing;

    internal static Tensor Forward(Tensor logits, ReadOnlySpan<int> labels, ReadOnlySpan<int> mixedLabels, double mixedShare, double smoothing)
    {
        logits.RequireRank(2, "Cross entropy");
        TensorCell output = TensorCell.Create([], MemoryLayout.Contiguous);
        output.Values[0] = (float)SoftmaxCrossEntropy.Mean(logits.Cell.Values, logits.Shape[1], new SoftTargets(labels, mixedLabels, mixedShare, smoothing));
        if (Record(output, logits.Cell) is { } operation)
        {
            Keep(operation._labels, labels);
            Keep(operation._mixedLabels, mixedLabels);
            (operation._mixedShare, operation._smoothing) = (mixedShare, smoothing);
        }
        return new Tensor(output);
    }

    internal override void Backward()
    {
        TensorCell logits = Input(0)!;
        Span<float> gradLogits = logits.GradientTarget(out bool accumulate);
        var targets = new SoftTargets(CollectionsMarshal.AsSpan(_labels), CollectionsMarshal.AsSpan(_mixedLabels), _mixedShare, _smoothing);
        SoftmaxCrossEntropy.MeanBackward(logits.Values, logits.Shape[1], targets, Output.Gradient!.Span[0], gradLogits, accumulate);
    }

    static void Keep(List<int> list, ReadOnlySpan<int> labels)
    {
        list.Clear();
        list.AddRange(labels);
    }
}
