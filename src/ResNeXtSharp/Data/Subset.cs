namespace ResNeXtSharp.Data;

/// <summary>The first pictures of another data set.</summary>
public sealed class Subset : Dataset
{
    readonly Dataset _whole;

    /// <summary>The first <paramref name="count"/> pictures of <paramref name="whole"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than one or more than there are.</exception>
    public Subset(Dataset whole, int count)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, whole.Count);
        (_whole, Count) = (whole, count);
    }

    /// <inheritdoc/>
    public override string Name => _whole.Name;

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => _whole.ClassNames;

    /// <inheritdoc/>
    public override int Height => _whole.Height;

    /// <inheritdoc/>
    public override int Width => _whole.Width;

    /// <inheritdoc/>
    public override int Channels => _whole.Channels;

    /// <inheritdoc/>
    protected override int ReadPicture(int index, Span<byte> pixels) => _whole.Read(index, pixels);
}
