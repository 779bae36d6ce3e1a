using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ResNeXtSharp.Weights;

/// <summary>Writes safetensors files that Hugging Face's libraries, and <see cref="SafeTensorsFile"/>, can read.</summary>
/// <remarks>
/// The same tensors give the same bytes, whatever order they are given in: as in the reference writer, wider types come first, so that every
/// tensor is aligned to its elements, then names decide. The header is padded with spaces to a multiple of eight bytes.
/// </remarks>
public static class SafeTensorsWriter
{
    const int Alignment = 8;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file atomically: it is either complete on the disk, or what was there before remains.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="entries">The tensors, each name once.</param>
    /// <param name="metadata">Pairs of text to store with them, such as <c>format</c> = <c>pt</c>.</param>
    /// <exception cref="ArgumentException">A name occurs twice, is reserved or is no valid text, or the header exceeds 100 MB.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void Write(string path, IEnumerable<WeightEntry> entries, IReadOnlyDictionary<string, string>? metadata = null)
    {
        WeightEntry[] ordered = InFileOrder(entries);
        byte[] header = Header(ordered, metadata);
        AtomicFile.Write(path, stream => Write(stream, header, ordered));
    }

    /// <summary>Writes the bytes of a file to a stream, which stays open.</summary>
    /// <param name="stream">Receives the bytes from its current position on.</param>
    /// <param name="entries">The tensors, each name once.</param>
    /// <param name="metadata">Pairs of text to store with them.</param>
    /// <exception cref="ArgumentException">A name occurs twice, is reserved or is no valid text, or the header exceeds 100 MB.</exception>
    public static void Write(Stream stream, IEnumerable<WeightEntry> entries, IReadOnlyDictionary<string, string>? metadata = null)
    {
        WeightEntry[] ordered = InFileOrder(entries);
        Write(stream, Header(ordered, metadata), ordered);
    }

    static void Write(Stream stream, byte[] header, WeightEntry[] entries)
    {
        Span<byte> length = stackalloc byte[SafeTensorsHeader.LengthPrefix];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (WeightEntry entry in entries) entry.WriteTo(stream);
    }

    static WeightEntry[] InFileOrder(IEnumerable<WeightEntry> entries)
    {
        WeightEntry[] ordered = [.. entries.OrderByDescending(entry => entry.DType).ThenBy(entry => entry.Name, StringComparer.Ordinal)];
        var names = new HashSet<string> { SafeTensorsHeader.MetadataKey };
        foreach (WeightEntry entry in ordered)
        {
            RequireText(entry.Name);
            if (!names.Add(entry.Name))
                throw new ArgumentException($"The tensor name {PrintableText.Quote(entry.Name)} is reserved or occurs twice.", nameof(entries));
        }
        return ordered;
    }

    static byte[] Header(WeightEntry[] entries, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonOptions))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            WriteEntries(json, entries);
            json.WriteEndObject();
        }
        int padding = (Alignment - buffer.WrittenCount % Alignment) % Alignment;
        buffer.GetSpan(Alignment)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        if (buffer.WrittenCount > SafeTensorsHeader.MaxLength)
            throw new ArgumentException($"The header takes {buffer.WrittenCount:N0} bytes of {SafeTensorsHeader.MaxLength:N0} allowed: store less metadata.");
        return buffer.WrittenSpan.ToArray();
    }

    static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null or { Count: 0 }) return;
        json.WriteStartObject(SafeTensorsHeader.MetadataKey);
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            RequireText(key);
            RequireText(value);
            json.WriteString(key, value);
        }
        json.WriteEndObject();
    }

    static void WriteEntries(Utf8JsonWriter json, WeightEntry[] entries)
    {
        long begin = 0;
        foreach (WeightEntry entry in entries)
        {
            json.WriteStartObject(entry.Name);
            json.WriteString("dtype", entry.DType.Name());
            json.WriteStartArray("shape");
            foreach (int size in entry.Shape) json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(begin);
            json.WriteNumberValue(begin += entry.ByteCount);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    // JSON writers quietly replace half surrogate pairs, which would make two names one.
    static void RequireText(string text)
    {
        try
        {
            StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"{PrintableText.Quote(text)} holds half of a surrogate pair, which no file can store.", e);
        }
    }
}
