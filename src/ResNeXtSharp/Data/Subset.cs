using System.Security.Cryptography;

namespace ResNeXtSharp.Data;

/// <summary>Some pictures of another data set, in an order of their own.</summary>
public sealed class Subset : Dataset
{
    readonly Dataset _whole;
    readonly int[] _indices;

    /// <summary>The first <paramref name="count"/> pictures of <paramref name="whole"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than one or more than there are.</exception>
    public Subset(Dataset whole, int count)
        : this(whole, First(whole, count))
    {
    }

    /// <summary>The pictures of <paramref name="whole"/> at <paramref name="indices"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is none of the whole's.</exception>
    public Subset(Dataset whole, IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(whole);
        _whole = whole;
        _indices = [.. indices];
        foreach (var index in _indices)
            if ((uint)index >= (uint)whole.Count) throw new ArgumentOutOfRangeException(nameof(indices), $"{whole.Name} has no picture {index}.");
    }

    /// <inheritdoc/>
    public override string Name => _whole.Name;

    /// <inheritdoc/>
    public override int Count => _indices.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => _whole.ClassNames;

    /// <inheritdoc/>
    public override string Describe(int index) => _whole.Describe(_indices[index]);

    internal override void AddIdentity(int index, IncrementalHash hash) => _whole.AddIdentity(_indices[index], hash);

    /// <inheritdoc/>
    protected override int Label(int index) => _whole.LabelOf(_indices[index]);

    /// <inheritdoc/>
    protected override void ReadPicture(int index, ImageSample sample) => _whole.Read(_indices[index], sample);

    static IEnumerable<int> First(Dataset whole, int count)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, whole.Count);
        return Enumerable.Range(0, count);
    }
}
