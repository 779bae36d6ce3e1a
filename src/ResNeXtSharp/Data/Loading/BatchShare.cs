namespace ResNeXtSharp.Data;

/// <summary>
/// Which pictures of every batch one of several processes takes: pieces that together are the batch, as long as one another or one longer. Every picture of an
/// epoch is so in one process's share, whatever the number of processes.
/// </summary>
/// <param name="Index">Which piece, from 0.</param>
/// <param name="Count">How many pieces there are.</param>
public readonly record struct BatchShare(int Index, int Count)
{
    /// <summary>The whole of every batch.</summary>
    public static BatchShare Whole { get; } = new(0, 1);

    /// <summary>The piece of a batch.</summary>
    /// <param name="batch">Pictures of the batch.</param>
    /// <returns>The first picture of the piece, and how many there are, which may be none.</returns>
    public (int First, int Length) Of(int batch)
    {
        int first = (int)((long)batch * Index / Count), last = (int)((long)batch * (Index + 1) / Count);
        return (first, last - first);
    }
}
