using System.Buffers.Binary;

namespace ResNeXtSharp.Weights;

/// <summary>The checked table of contents of a safetensors file.</summary>
/// <param name="Entries">The tensors in the order of their bytes.</param>
/// <param name="Metadata">The <c>__metadata__</c> pairs, empty when the file has none.</param>
sealed record SafeTensorsHeader(IReadOnlyList<TensorEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Bytes of the little-endian number at the start of the file that says how long the JSON header is.</summary>
    public const int LengthPrefix = sizeof(ulong);

    /// <summary>Longest JSON header that the format allows.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>The key of the metadata among the tensors' names.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>What to say of a file shorter than it should be.</summary>
    public const string Truncated = "truncated or still downloading; download it again";

    /// <summary>Reads and checks everything except the tensors' own bytes.</summary>
    public static SafeTensorsHeader Read(WeightFile file)
    {
        byte[] start = new byte[(int)Math.Min(file.Length, ForeignContent.BytesNeeded)];
        file.ReadExactly(0, start);
        try
        {
            byte[] json = ReadJson(file, start);
            SafeTensorsHeader header = new SafeTensorsHeaderParser(file.Path, json).Parse();
            return header with { Entries = SafeTensorsLayout.Check(file, header.Entries, LengthPrefix + json.Length) };
        }
        catch (WeightFormatException e) when (ForeignContent.Recognise(start) is { } content)
        {
            throw new WeightFormatException(file.Path, $"this is {content}", innerException: e);
        }
    }

    static byte[] ReadJson(WeightFile file, ReadOnlySpan<byte> start)
    {
        if (start.Length < LengthPrefix)
            throw Bad(file, $"the file holds {file.Length} bytes, less than the {LengthPrefix} of a header's length: truncated; download it again");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > MaxLength)
            throw Bad(file, $"the header claims {length:N0} bytes, the format allows {MaxLength:N0}: this is no safetensors file");
        if ((long)length > file.Length - LengthPrefix)
            throw Bad(file, $"the file holds {file.Length:N0} bytes, its header alone needs {LengthPrefix + length:N0}: {Truncated}");
        byte[] json = new byte[length];
        file.ReadExactly(LengthPrefix, json);
        return json;
    }

    static WeightFormatException Bad(WeightFile file, string reason) => new(file.Path, reason, offset: 0);
}
