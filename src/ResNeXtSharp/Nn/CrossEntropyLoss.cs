using System.Diagnostics.CodeAnalysis;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>Mean cross entropy between logits and class indices: torch.nn.CrossEntropyLoss.</summary>
public sealed class CrossEntropyLoss
{
    /// <summary>The scalar mean of -log softmax(logits)[label] over the batch.</summary>
    /// <param name="logits">[n, classes]</param>
    /// <param name="labels">n class indices, 0 to classes - 1.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    [SuppressMessage("Performance", "CA1822", Justification = "A loss is an object in PyTorch: it is made once and handed around.")]
    public Tensor Forward(Tensor logits, ReadOnlySpan<int> labels) => Functional.CrossEntropy(logits, labels);
}
