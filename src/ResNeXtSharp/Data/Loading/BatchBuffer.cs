namespace ResNeXtSharp.Data;

/// <summary>Room in which one batch is prepared, used again and again: the pictures' floats one after another.</summary>
sealed class BatchBuffer(ImageSample sample)
{
    float[] _values = [];
    int _filled;

    /// <summary>The sample that carries the pictures of this batch through the transforms, one at a time.</summary>
    public ImageSample Sample { get; } = sample;

    /// <summary>The samples of the batch in their order.</summary>
    public int[] Indices { get; private set; } = [];

    /// <summary>The label of each sample.</summary>
    public int[] Labels { get; private set; } = [];

    /// <summary>Rows, columns and channels of each picture, as the transforms left them.</summary>
    public (int Height, int Width, int Channels) Size { get; private set; }

    /// <summary>The floats of all pictures, shape [count, height, width, channels].</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, _filled);

    /// <summary>Begins a batch of these samples.</summary>
    public void Start(ReadOnlySpan<int> indices)
    {
        Indices = indices.ToArray();
        Labels = new int[indices.Length];
        _filled = 0;
    }

    /// <summary>Adds the sample at a position of the batch; the positions follow one another from zero.</summary>
    /// <exception cref="InvalidOperationException">The transforms left bytes, or pictures of different sizes.</exception>
    public void Add(int position)
    {
        if (!Sample.IsTensor) throw new InvalidOperationException("the transforms leave bytes: end them with ToTensor, or with Normalize after it");
        var size = (Sample.Height, Sample.Width, Sample.Channels);
        if (position == 0) Resize(size);
        else if (size != Size) throw new InvalidOperationException($"the transforms make it {size}, and {Size} others of its batch");
        Sample.Values.CopyTo(_values.AsSpan(_filled));
        _filled += Sample.Length;
        Labels[position] = Sample.Label;
    }

    void Resize((int Height, int Width, int Channels) size)
    {
        Size = size;
        var needed = Indices.Length * Sample.Length;
        if (_values.Length < needed) _values = new float[needed];
    }
}
