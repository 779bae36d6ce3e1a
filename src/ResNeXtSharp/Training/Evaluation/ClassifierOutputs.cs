using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>
/// The logits that a model gave each picture of a data set, and the classes the pictures really are of: four bytes for each picture and class. Hand it to
/// <see cref="Evaluation.Run"/> to have it filled.
/// </summary>
public sealed class ClassifierOutputs
{
    private readonly List<float> _logits = [];
    private readonly List<(int Label, int Index)> _pictures = [];

    /// <summary>Pictures.</summary>
    public int Count => _pictures.Count;

    /// <summary>Logits of a picture; 0 before there is any picture.</summary>
    public int Classes { get; private set; }

    /// <summary>Adds a batch.</summary>
    /// <param name="logits">[n, classes]</param>
    /// <param name="labels">The true classes of the n pictures.</param>
    /// <param name="indices">Where the n pictures stand in their data set.</param>
    /// <exception cref="ArgumentException">The shapes do not fit each other or the batches before.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public void Add(Tensor logits, ReadOnlySpan<int> labels, ReadOnlySpan<int> indices)
    {
        logits.RequireRank(2, nameof(ClassifierOutputs));
        Add(logits.ToArray(), logits.Shape[1], labels, indices);
    }

    /// <summary>Adds a batch of logits in row-major order.</summary>
    /// <inheritdoc cref="Add(Tensor, ReadOnlySpan{int}, ReadOnlySpan{int})"/>
    /// <param name="logits">n rows of <paramref name="classes"/> logits.</param>
    /// <param name="classes">Logits of a picture.</param>
    /// <param name="labels">The true classes of the n pictures.</param>
    /// <param name="indices">Where the n pictures stand in their data set.</param>
    public void Add(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<int> labels, ReadOnlySpan<int> indices)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (logits.Length != (long)labels.Length * classes || indices.Length != labels.Length)
            throw new ArgumentException($"{logits.Length} logits, {labels.Length} labels and {indices.Length} indices are not of the same pictures of {classes} classes.", nameof(logits));
        if (Count > 0 && classes != Classes)
            throw new ArgumentException($"These pictures have {classes} logits, those before {Classes}.", nameof(classes));
        foreach (int label in labels)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)classes, nameof(labels));
        Classes = classes;
        _logits.AddRange(logits);
        for (int i = 0; i < labels.Length; i++)
            _pictures.Add((labels[i], indices[i]));
    }

    /// <summary>The true class of picture <paramref name="picture"/> of those added.</summary>
    public int LabelOf(int picture) => _pictures[picture].Label;

    /// <summary>Where picture <paramref name="picture"/> of those added stands in its data set.</summary>
    public int IndexOf(int picture) => _pictures[picture].Index;

    /// <summary>The logits of picture <paramref name="picture"/> of those added; valid until more are added.</summary>
    public ReadOnlySpan<float> LogitsOf(int picture) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_logits).Slice(picture * Classes, Classes);

    /// <summary>The most probable class of a picture; the first of equals, as <see cref="Tensor.ArgMax()"/>.</summary>
    public int PredictedOf(int picture) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(LogitsOf(picture));

    /// <summary>Writes softmax(logits / temperature) of a picture, in double precision.</summary>
    /// <param name="picture">One of those added.</param>
    /// <param name="probabilities">Receives <see cref="Classes"/> numbers that sum to 1.</param>
    /// <param name="temperature">Above 1 it makes them more alike, below 1 more different.</param>
    public void ProbabilitiesOf(int picture, Span<double> probabilities, double temperature = 1)
    {
        ReadOnlySpan<float> logits = LogitsOf(picture);
        double most = logits[PredictedOf(picture)], sum = 0;
        for (int i = 0; i < logits.Length; i++)
            sum += probabilities[i] = Math.Exp((logits[i] - most) / temperature);
        for (int i = 0; i < logits.Length; i++)
            probabilities[i] /= sum;
    }
}
