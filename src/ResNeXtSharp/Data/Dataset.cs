using System.Security.Cryptography;

namespace ResNeXtSharp.Data;

/// <summary>Labelled pictures, read by index. Reading is safe from several threads at once.</summary>
public abstract class Dataset
{
    /// <summary>A short name for messages, such as <c>CIFAR-10</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The number of pictures.</summary>
    public abstract int Count { get; }

    /// <summary>The name of each class; a label is an index into this list.</summary>
    public abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>The class of a picture, known without reading the picture.</summary>
    /// <returns>The label, in [0, <see cref="ClassNames"/>.Count).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in [0, <see cref="Count"/>).</exception>
    public int LabelOf(int index)
    {
        CheckIndex(index);
        return Label(index);
    }

    /// <summary>What messages call a picture: its file, or its number.</summary>
    public virtual string Describe(int index) => $"picture {index}";

    /// <summary>Reads one picture and its label into a sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in [0, <see cref="Count"/>).</exception>
    /// <exception cref="DatasetException">The picture cannot be read; the message names it.</exception>
    public void Read(int index, ImageSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        CheckIndex(index);
        ReadPicture(index, sample);
        sample.Label = Label(index);
    }

    /// <summary>Adds to a hash what tells a picture from another, beside its label; the index has been checked. Nothing by default.</summary>
    internal virtual void AddIdentity(int index, IncrementalHash hash)
    {
    }

    /// <summary>The label of a picture; the index has been checked.</summary>
    protected abstract int Label(int index);

    /// <summary>Reads one picture's bytes; the index has been checked.</summary>
    /// <exception cref="DatasetException">The picture cannot be read; the message names it.</exception>
    protected abstract void ReadPicture(int index, ImageSample sample);

    private protected void CheckIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }
}
