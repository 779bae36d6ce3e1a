namespace ResNeXtSharp.Data;

/// <summary>Room for a picture that changes its size: two arrays that take turns, and grow only.</summary>
sealed class PixelBuffer<T>
{
    T[] _current = [];
    T[] _other = [];

    /// <summary>The picture's numbers, the first <paramref name="length"/> of the array in turn.</summary>
    public Span<T> Current(int length)
    {
        if (_current.Length < length) _current = new T[length];
        return _current.AsSpan(0, length);
    }

    /// <summary>Room for the picture that shall follow; what <see cref="Current"/> gave out before stays readable until the next call.</summary>
    public Span<T> Next(int length)
    {
        (_current, _other) = (_other, _current);
        return Current(length);
    }
}
