namespace ResNeXtSharp.Data;

/// <summary>The pictures of a batch, one after another, each of shape [height, width, channels].</summary>
public readonly ref struct BatchPictures
{
    readonly Span<float> _values;
    readonly Span<float> _last;

    internal BatchPictures(Span<float> values, int height, int width, int channels, Span<float> last)
    {
        _values = values;
        _last = last;
        (Height, Width, Channels) = (height, width, channels);
    }

    /// <summary>Rows of each picture.</summary>
    public int Height { get; }

    /// <summary>Columns of each picture.</summary>
    public int Width { get; }

    /// <summary>Numbers of a pixel.</summary>
    public int Channels { get; }

    /// <summary>The number of pictures.</summary>
    public int Count => _values.Length / Length;

    int Length => Height * Width * Channels;

    /// <summary>A picture.</summary>
    public Span<float> this[int index] => _values.Slice(index * Length, Length);

    /// <summary>Keeps a copy of the last picture, the one before the first, which a mix from the back would have changed by then.</summary>
    internal void KeepLast() => this[Count - 1].CopyTo(_last);

    /// <summary>The picture before another, as it was unless it has been mixed already.</summary>
    internal ReadOnlySpan<float> Before(int index) => index == 0 ? _last : this[index - 1];
}
