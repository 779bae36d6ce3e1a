using ResNeXtSharp.Randomness;
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
    ArraySegment<int> _mixedLabels;
    double _mixedShare;
    float[] _last = [];
    int? _labelBefore;
    (int Height, int Width, int Channels) _size;

    /// <summary>The sample that carries the pictures of this batch through the transforms, one at a time.</summary>
    public ImageSample Sample { get; } = new();

    /// <summary>The pictures that shall be in the batch.</summary>
    public ReadOnlySpan<int> Wanted => _indices;

    /// <summary>Pictures of the whole batch, of which these are a share; 0 if they are all of it.</summary>
    public int WholeCount { get; set; }

    /// <summary>Whether the share is empty, and a picture stands in for it.</summary>
    public bool StandsIn { get; set; }

    /// <summary>Whether no picture of the batch could be read.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Floats of a picture.</summary>
    int Length => _size.Height * _size.Width * _size.Channels;

    /// <summary>Begins a batch.</summary>
    public void Start(ArraySegment<int> indices, ArraySegment<int> labels, ArraySegment<int> mixedLabels)
    {
        (_indices, _labels, _mixedLabels) = (indices, labels, mixedLabels);
        (_mixedShare, _labelBefore) = (0, null);
        (_filled, _count) = (0, 0);
    }

    /// <summary>Adds the sample.</summary>
    /// <exception cref="InvalidOperationException">The transforms left bytes, or pictures of different sizes.</exception>
    public void Add()
    {
        Append();
        // Pictures that could not be read leave no gap.
        _indices[_count] = Sample.Index;
        _labels[_count] = Sample.Label;
        _count++;
    }

    /// <summary>Adds the sample as the picture before the first, which is mixed into that and is no part of the batch.</summary>
    /// <exception cref="InvalidOperationException">The transforms left bytes.</exception>
    public void AddBefore()
    {
        Append();
        _labelBefore = Sample.Label;
    }

    void Append()
    {
        if (!Sample.IsTensor) throw new InvalidOperationException("the transforms leave bytes: end them with ToTensor, or with Normalize after it");
        var size = (Sample.Height, Sample.Width, Sample.Channels);
        if (_filled == 0) Resize(size);
        else if (size != _size) throw new InvalidOperationException($"the transforms make it {size}, and {_size} others of its batch");
        Sample.Values.CopyTo(_values.AsSpan(_filled));
        _filled += Sample.Length;
    }

    /// <summary>Mixes the pictures that were added, and notes the label of what was mixed into each.</summary>
    public void Mix(IBatchTransform mixing, ref CounterRandom random)
    {
        if (IsEmpty) return;
        var length = Length;
        if (_last.Length < length) _last = new float[length];
        _mixedShare = mixing.Mix(new BatchPictures(_values.AsSpan(0, _filled), _size.Height, _size.Width, _size.Channels, _last.AsSpan(0, length)), ref random);
        for (var i = 0; i < _count; i++) _mixedLabels[i] = i > 0 ? _labels[i - 1] : _labelBefore ?? _labels[_count - 1];
    }

    /// <summary>The batch; what it holds stays as it is when the buffer is used again.</summary>
    public Batch ToBatch()
    {
        var length = _count * Length;
        var inputs = Tensor.FromChannelsLast(_values.AsSpan(_filled - length, length), new Shape(_count, _size.Channels, _size.Height, _size.Width));
        var batch = new Batch(inputs, _labels[.._count], _indices[.._count]) { WholeCount = WholeCount, StandsIn = StandsIn };
        return _mixedShare > 0 ? batch with { MixedLabels = _mixedLabels[.._count], MixedShare = _mixedShare } : batch;
    }

    void Resize((int Height, int Width, int Channels) size)
    {
        _size = size;
        var needed = (_indices.Count + 1) * Sample.Length;
        if (_values.Length < needed) _values = new float[needed];
    }
}
