namespace ResNeXtSharp.Data;

/// <summary>The order of an epoch's pictures and, as they are read, their labels. Its batches are pieces of it, so that a batch allocates nothing.</summary>
sealed class EpochOrder(int count, bool isMixed)
{
    readonly int[] _labels = new int[count];
    readonly int[] _mixedLabels = isMixed ? new int[count] : [];

    /// <summary>Where each picture stands in its data set.</summary>
    public int[] Indices { get; } = [.. Enumerable.Range(0, count)];

    /// <summary>The places of pictures first, first + 1, ... in the data set.</summary>
    public ArraySegment<int> IndicesOf(int first, int length) => new(Indices, first, length);

    /// <summary>Room for the labels of the same pictures.</summary>
    public ArraySegment<int> LabelsOf(int first, int length) => new(_labels, first, length);

    /// <summary>Room for the labels of what is mixed into them; none if nothing is.</summary>
    public ArraySegment<int> MixedLabelsOf(int first, int length) => isMixed ? new(_mixedLabels, first, length) : default;
}
