using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ResNeXtSharp.Data;

/// <summary>What is remembered of a picture that was looked at.</summary>
/// <param name="Content">A hash of its size and its decoded pixels: the same picture in two files has one content, whatever its file format and compression.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Mean">The mean of each channel, in 0..1.</param>
/// <param name="MeanSquare">The mean of each channel's squares.</param>
sealed record PictureFacts(UInt128 Content, int Height, int Width, double[] Mean, double[] MeanSquare)
{
    public static PictureFacts Of(ImageSample sample)
    {
        var (mean, meanSquare) = (new double[sample.Channels], new double[sample.Channels]);
        var pixels = sample.Pixels;
        for (var channel = 0; channel < sample.Channels; channel++)
        {
            var (sum, squares) = (0L, 0L);
            for (var i = channel; i < pixels.Length; i += sample.Channels)
            {
                sum += pixels[i];
                squares += pixels[i] * pixels[i];
            }
            var count = (double)pixels.Length / sample.Channels;
            (mean[channel], meanSquare[channel]) = (sum / count / 255, squares / count / (255 * 255));
        }
        return new PictureFacts(Hash(sample), sample.Height, sample.Width, mean, meanSquare);
    }

    // Cryptographic, because a data set may come from somebody who would hide a picture behind another.
    static UInt128 Hash(ImageSample sample)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> size = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(size, sample.Height);
        BinaryPrimitives.WriteInt32LittleEndian(size[4..], sample.Width);
        BinaryPrimitives.WriteInt32LittleEndian(size[8..], sample.Channels);
        hash.AppendData(size);
        hash.AppendData(sample.Pixels);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset());
    }
}
