namespace ResNeXtSharp.Weights;

/// <summary>Recognises files that people mistake for weights, so that the error can say what they hold instead.</summary>
static class ForeignContent
{
    /// <summary>How many leading bytes <see cref="Recognise"/> needs.</summary>
    public const int BytesNeeded = 512;

    const int TarMagicOffset = 257;

    /// <summary>Says what the file is, with the cure, or null when its first bytes are not known.</summary>
    /// <param name="start">The first bytes of the file; <see cref="BytesNeeded"/> are enough, fewer are accepted.</param>
    public static string? Recognise(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(PyTorchZip.Magic)) return "a zip archive, as PyTorch's .pth files are, and no safetensors file";
        if (start.StartsWith(PyTorchLegacy.Magic)) return "a PyTorch .pth file of before version 1.6, and no safetensors file";
        if (start is [0x80, >= 2 and <= 5, _, _, .. var rest] && rest[..Math.Min(rest.Length, 4)].ContainsAnyExcept((byte)0)) return "a Python pickle, not weights: save the state dict with torch.save";
        if (start.StartsWith(SevenZipMagic)) return "a 7z archive: unpack it first";
        if (start.Length > TarMagicOffset && start[TarMagicOffset..].StartsWith("ustar"u8)) return "a tar archive (PyTorch's format before version 0.2 was one): unpack it, or save it again";
        if (start.StartsWith(GZipDeflateMagic)) return "a gzip archive: unpack it first";
        if (start.StartsWith(Hdf5Magic)) return "an HDF5 file (Keras .h5): give the tensors as .safetensors";
        if (start.StartsWith(NumPyMagic)) return "a NumPy array: give the tensors as .safetensors";
        return RecogniseText(start);
    }

    static ReadOnlySpan<byte> SevenZipMagic => [(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c];
    static ReadOnlySpan<byte> GZipDeflateMagic => [0x1f, 0x8b, 0x08];
    static ReadOnlySpan<byte> Hdf5Magic => [0x89, (byte)'H', (byte)'D', (byte)'F'];
    static ReadOnlySpan<byte> NumPyMagic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    static string? RecogniseText(ReadOnlySpan<byte> start)
    {
        // A safetensors file begins with a small 64-bit number, whose upper bytes are zero; text holds no zero byte.
        if (start[..Math.Min(start.Length, sizeof(ulong))].Contains((byte)0)) return null;
        ReadOnlySpan<byte> text = WithoutByteOrderMark(start).TrimStart(" \t\r\n"u8);
        if (StartsWithIgnoringCase(text, "<!doctype html"u8) || StartsWithIgnoringCase(text, "<html"u8))
            return "an HTML page, not weights: download the file itself, not the page about it";
        if (text.StartsWith("version https://git-lfs"u8)) return "a Git LFS pointer, not weights: fetch the file itself with `git lfs pull`";
        if (text.StartsWith("<"u8)) return "an XML text, not weights: the server may have answered with an error";
        if (text.StartsWith("{"u8)) return "a JSON text, not weights: an index file, or a server's error message";
        return null;
    }

    static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> text) =>
        text.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text;

    static bool StartsWithIgnoringCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && System.Text.Ascii.EqualsIgnoreCase(text[..word.Length], word);
}
