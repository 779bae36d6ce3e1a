using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Data;

/// <summary>Several pictures, ready to go into a network together.</summary>
/// <param name="Inputs">The pictures, shape [count, channels, height, width].</param>
/// <param name="Labels">The class of each picture.</param>
/// <param name="Indices">Where each picture stands in its data set.</param>
public readonly record struct Batch(Tensor Inputs, ArraySegment<int> Labels, ArraySegment<int> Indices)
{
    /// <summary>The class of what was mixed into each picture; empty if nothing was.</summary>
    public ArraySegment<int> MixedLabels { get; init; } = ArraySegment<int>.Empty;

    /// <summary>The share of what was mixed in.</summary>
    public double MixedShare { get; init; }

    /// <summary>Pictures of the whole batch, where these are only a share of it.</summary>
    public int WholeCount
    {
        get => field == 0 ? Count : field;
        init;
    }

    /// <summary>Whether the share is empty, and a picture of the batch stands in so that a network can run; it counts for nothing.</summary>
    public bool StandsIn { get; init; }

    /// <summary>The number of pictures.</summary>
    public int Count => Labels.Count;

    /// <summary>Splits the batch into what a training step needs.</summary>
    public void Deconstruct(out Tensor inputs, out ArraySegment<int> labels) => (inputs, labels) = (Inputs, Labels);
}
