using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>Mean cross entropy between logits and class indices: torch.nn.CrossEntropyLoss.</summary>
public sealed class CrossEntropyLoss
{
    /// <summary>A loss.</summary>
    /// <param name="labelSmoothing">label_smoothing: the share of the target that all classes get alike (Szegedy et al., "Rethinking the Inception Architecture", 2016).</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside [0, 1].</exception>
    public CrossEntropyLoss(double labelSmoothing = 0) => LabelSmoothing = labelSmoothing is >= 0 and <= 1
        ? labelSmoothing
        : throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing lies in [0, 1].");

    /// <summary>The share of the target that all classes get alike.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The scalar mean of -log softmax(logits)[label] over the batch.</summary>
    /// <param name="logits">[n, classes]</param>
    /// <param name="labels">n class indices, 0 to classes - 1.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public Tensor Forward(Tensor logits, ReadOnlySpan<int> labels) => Functional.CrossEntropy(logits, labels, LabelSmoothing);

    /// <summary>The same for pictures that others were mixed into.</summary>
    /// <param name="logits">[n, classes]</param>
    /// <param name="labels">n class indices, 0 to classes - 1.</param>
    /// <param name="mixedLabels">n class indices of what was mixed in, or none.</param>
    /// <param name="mixedShare">The share of what was mixed in, in [0, 1].</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or the share is outside [0, 1].</exception>
    public Tensor Forward(Tensor logits, ReadOnlySpan<int> labels, ReadOnlySpan<int> mixedLabels, double mixedShare) =>
        Functional.CrossEntropy(logits, labels, mixedLabels, mixedShare, LabelSmoothing);
}
