using StbImageSharp;

namespace ResNeXtSharp.Data;

/// <summary>
/// Reads PNG and JPEG files. Transparency is dropped, and grey, palette, 16-bit and CMYK pictures become 8-bit red, green and blue. A file is judged by its
/// content, never by its name, and its declared size is checked before memory is set aside for it.
/// </summary>
public static class ImageFile
{
    /// <summary>The longest side of a picture in pixels.</summary>
    public const int MaxSide = 16_384;

    /// <summary>The most pixels of a picture.</summary>
    public const int MaxPixels = 25_000_000;

    const long MaxFileSize = 256L << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">The file is missing, is no PNG or JPEG, is damaged or too large; the message names it.</exception>
    public static Image Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Decode(ReadFile(path), path);
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="DatasetException">The bytes are no PNG or JPEG, are damaged or the picture is too large; the message names it.</exception>
    public static Image Decode(byte[] bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        try
        {
            using var file = Checked(bytes);
            var decoded = ImageResult.FromStream(file, ColorComponents.RedGreenBlue);
            return new Image(decoded.Width, decoded.Height, decoded.Data);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The decoder has no exception of its own: a damaged file may end it with any.
            var reason = e is FormatException ? e.Message : "it is damaged";
            throw new DatasetException($"{name} cannot be read as a picture: {reason}.", e);
        }
    }

    /// <summary>What the decoder can be given: it sets aside what a file asks for.</summary>
    static MemoryStream Checked(byte[] bytes)
    {
        if (bytes.Length == 0) throw new FormatException("it is empty");
        if (PngLayout.IsPng(bytes)) return PngLayout.Unpack(bytes);
        if (!JpegLayout.IsJpeg(bytes)) throw new FormatException("it is neither PNG nor JPEG");
        JpegLayout.Check(bytes);
        return new MemoryStream(bytes);
    }

    internal static void CheckSize(long width, long height)
    {
        if (width < 1 || height < 1) throw new FormatException($"it declares a size of {width}x{height}");
        if (width > MaxSide || height > MaxSide || width * height > MaxPixels)
            throw new FormatException($"{width}x{height} is too large, the most are {MaxSide:N0} pixels a side and {MaxPixels:N0} in all");
    }

    static byte[] ReadFile(string path)
    {
        try
        {
            if (Directory.Exists(path)) throw new DatasetException($"{path} is a folder, not a picture.");
            using var stream = File.OpenRead(path);
            if (stream.Length > MaxFileSize)
                throw new DatasetException($"{path} cannot be read as a picture: it has {stream.Length:N0} bytes, and the most are {MaxFileSize:N0}.");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DatasetException($"{path} does not exist.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DatasetException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
