using ResNeXtSharp.Data;

namespace ResNeXtSharp.Inference;

/// <summary>Turns bytes into a network's floats: a table of what <see cref="ToTensor"/> and <see cref="Normalize"/> make of the 256 bytes of each colour.</summary>
sealed class PixelNumbers
{
    const int Channels = Image.Channels;

    // Entry 3 * byte + channel.
    readonly float[] _table;

    public PixelNumbers(Preprocessing preprocessing)
    {
        var bytes = new ImageSample();
        Span<byte> pixels = bytes.Start(1, 256, Channels);
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i / Channels);
        preprocessing.NumbersTransform().Apply(bytes);
        _table = bytes.Values.ToArray();
    }

    /// <summary>Writes the floats of pixels [count, 3].</summary>
    public void Write(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        ReadOnlySpan<float> table = _table;
        for (int i = 0; i <= pixels.Length - Channels; i += Channels)
        {
            values[i] = table[Channels * pixels[i]];
            values[i + 1] = table[(Channels * pixels[i + 1]) + 1];
            values[i + 2] = table[(Channels * pixels[i + 2]) + 2];
        }
    }
}
