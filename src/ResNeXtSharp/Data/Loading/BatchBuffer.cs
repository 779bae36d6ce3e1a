using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Data;

/// <summary>Room in which one batch is prepared, used again and again: the pictures' floats one after another.</summary>
sealed class BatchBuffer
{
    float[] _values = [];
    int _filled;
    int _count;
    ArraySegment<int> _indices;
    ArraySegment<int> _labels;
    (int Height, int Width, int Channels) _size;

    /// <summary>The sample that carries the pictures of this batch through the transforms, one at a time.</summary>
    public ImageSample Sample { get; } = new();

    /// <summary>The pictures that shall be in the batch.</summary>
    public ReadOnlySpan<int> Wanted => _indices;

    /// <summary>Whether no picture of the batch could be read.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Begins a batch.</summary>
    public void Start(ArraySegment<int> indices, ArraySegment<int> labels)
    {
        (_indices, _labels) = (indices, labels);
        (_filled, _count) = (0, 0);
    }

    /// <summary>Adds the sample.</summary>
    /// <exception cref="InvalidOperationException">The transforms left bytes, or pictures of different sizes.</exception>
    public void Add()
    {
        if (!Sample.IsTensor) throw new InvalidOperationException("the transforms leave bytes: end them with ToTensor, or with Normalize after it");
        var size = (Sample.Height, Sample.Width, Sample.Channels);
        if (_count == 0) Resize(size);
        else if (size != _size) throw new InvalidOperationException($"the transforms make it {size}, and {_size} others of its batch");
        Sample.Values.CopyTo(_values.AsSpan(_filled));
        _filled += Sample.Length;
        // Pictures that could not be read leave no gap.
        _indices[_count] = Sample.Index;
        _labels[_count] = Sample.Label;
        _count++;
    }

    /// <summary>The batch; what it holds stays as it is when the buffer is used again.</summary>
    public Batch ToBatch()
    {
        var inputs = Tensor.FromChannelsLast(_values.AsSpan(0, _filled), new Shape(_count, _size.Channels, _size.Height, _size.Width));
        return new Batch(inputs, _labels[.._count], _indices[.._count]);
    }

    void Resize((int Height, int Width, int Channels) size)
    {
        _size = size;
        var needed = _indices.Count * Sample.Length;
        if (_values.Length < needed) _values = new float[needed];
    }
}
