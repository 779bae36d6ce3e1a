using System.Buffers.Binary;
using System.Text;

namespace ResNeXtSharp.Weights;

/// <summary>The checked directory of a zip archive whose records are stored without compression, as PyTorch stores them.</summary>
/// <remarks>
/// Two readers must never see two different archives in one file: the central directory alone says what there is, and each record's local header has to
/// agree with it, no name occurs twice, no byte belongs to two records, the first record begins the file and nothing follows the last.
/// </remarks>
static class ZipDirectory
{
    const int MaxRecords = 100_000, MaxNameBytes = 1024, MaxBytes = 64 << 20;
    const int EntryLength = 46, HeaderLength = 30;
    const uint EntrySignature = 0x02014b50, HeaderSignature = 0x04034b50;
    const ushort DescriptorFollows = 1 << 3, NameIsUtf8 = 1 << 11;
    const ushort Extra64 = 1;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All records in the order of their bytes.</summary>
    public static IReadOnlyList<ZipRecord> Read(WeightFile file)
    {
        ZipEnd end = ZipEnd.Read(file);
        if (end.Count > MaxRecords) throw Bad(file, $"the archive claims {end.Count:N0} records, more than {MaxRecords:N0}", end.Offset);
        if (end.Length > MaxBytes) throw Bad(file, $"the archive's directory takes {end.Length:N0} bytes, more than {MaxBytes:N0}", end.Offset);
        byte[] directory = new byte[end.Length];
        file.ReadExactly(end.Offset, directory);
        var entries = new List<Entry>();
        int position = 0;
        while (entries.Count < end.Count) entries.Add(ReadEntry(file, directory, end.Offset, ref position));
        if (position != directory.Length) throw Bad(file, $"the archive's directory holds more than the {end.Count:N0} records it claims", end.Offset + position);
        return Locate(file, entries, end.Offset);
    }

    static Entry ReadEntry(WeightFile file, ReadOnlySpan<byte> directory, long start, ref int position)
    {
        long at = start + position;
        ReadOnlySpan<byte> entry = directory[position..];
        if (entry.Length < EntryLength || UInt32(entry, 0) != EntrySignature) throw Bad(file, "the archive's directory ends too early", at);
        int nameLength = UInt16(entry, 28), extraLength = UInt16(entry, 30), length = EntryLength + nameLength + extraLength + UInt16(entry, 32);
        if (entry.Length < length) throw Bad(file, "the archive's directory ends inside a record", at);
        string name = ReadName(file, entry.Slice(EntryLength, nameLength), at);
        if (UInt16(entry, 34) != 0) throw Bad(file, $"the record {PrintableText.Quote(name)} lies in another part of the archive", at);
        var sizes = new Extra(UInt32(entry, 24), UInt32(entry, 20), UInt32(entry, 42));
        sizes = ReadExtra(file, entry.Slice(EntryLength + nameLength, extraLength), sizes, at);
        position += length;
        return new Entry(name, UInt16(entry, 8), UInt16(entry, 10), UInt32(entry, 16), sizes.Size, sizes.CompressedSize, sizes.Offset, at);
    }

    static string ReadName(WeightFile file, ReadOnlySpan<byte> bytes, long at)
    {
        if (bytes.Length is 0 or > MaxNameBytes) throw Bad(file, $"a record's name has {bytes.Length:N0} bytes", at);
        try
        {
            string name = StrictUtf8.GetString(bytes);
            return IsPlain(name) ? name : throw Bad(file, $"a record is called {PrintableText.Quote(name)}, which PyTorch never writes", at);
        }
        catch (DecoderFallbackException e)
        {
            throw Bad(file, "a record's name is not UTF-8 text", at, e);
        }
    }

    static bool IsPlain(string name) => !name.Contains('\\') && !name.Contains('\0') && name.Split('/').All(part => part is not ("" or "." or ".."));

    // Numbers that are all ones in the entry are found here in this order, in 64 bits.
    static Extra ReadExtra(WeightFile file, ReadOnlySpan<byte> extra, Extra small, long at)
    {
        while (extra.Length >= 4)
        {
            int length = UInt16(extra, 2);
            if (extra.Length - 4 < length) throw Bad(file, "a record's extra field ends too early", at);
            if (UInt16(extra, 0) == Extra64)
            {
                ReadOnlySpan<byte> numbers = extra.Slice(4, length);
                return new Extra(Next(ref numbers, small.Size), Next(ref numbers, small.CompressedSize), Next(ref numbers, small.Offset));
            }
            extra = extra[(4 + length)..];
        }
        return small;

        long Next(ref ReadOnlySpan<byte> numbers, long small)
        {
            if (small != uint.MaxValue) return small;
            long number = numbers.Length >= 8 ? BinaryPrimitives.ReadInt64LittleEndian(numbers) : -1;
            if (number < 0) throw Bad(file, "a record's 64-bit sizes are missing or beyond 63 bits", at);
            numbers = numbers[8..];
            return number;
        }
    }

    static ZipRecord[] Locate(WeightFile file, List<Entry> entries, long directoryStart)
    {
        Entry[] ordered = [.. entries.OrderBy(entry => entry.Header)];
        var names = new HashSet<string>();
        var records = new ZipRecord[ordered.Length];
        long end = 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            Entry entry = ordered[i];
            if (!names.Add(entry.Name)) throw Bad(file, $"the record {PrintableText.Quote(entry.Name)} occurs twice", entry.At);
            if (i == 0 && entry.Header != 0) throw Bad(file, "something lies in front of the archive's first record", 0);
            if (entry.Header < end) throw Bad(file, $"the record {PrintableText.Quote(entry.Name)} overlaps the one in front of it", entry.At);
            records[i] = Locate(file, entry, directoryStart);
            end = records[i].Offset + records[i].Length;
        }
        return records;
    }

    static ZipRecord Locate(WeightFile file, Entry entry, long directoryStart)
    {
        string name = PrintableText.Quote(entry.Name);
        if (entry.Method != 0) throw Bad(file, $"the record {name} is compressed (method {entry.Method}), which PyTorch never does", entry.At);
        if ((entry.Flags & ~(DescriptorFollows | NameIsUtf8)) != 0) throw Bad(file, $"the record {name} is encrypted or has other unusual flags (0x{entry.Flags:x4})", entry.At);
        if (entry.Size != entry.CompressedSize) throw Bad(file, $"the record {name} gives two sizes, {entry.Size:N0} and {entry.CompressedSize:N0} bytes", entry.At);
        if (entry.Header > directoryStart - HeaderLength) throw Bad(file, $"the record {name} lies outside of the archive's data", entry.At);
        byte[] header = new byte[HeaderLength];
        file.ReadExactly(entry.Header, header);
        int nameLength = UInt16(header, 26);
        long data = entry.Header + HeaderLength + nameLength + UInt16(header, 28);
        if (UInt32(header, 0) != HeaderSignature || data > directoryStart) throw Bad(file, $"the record {name} does not begin where the archive's directory says", entry.Header);
        if (entry.Size > directoryStart - data)
            throw Bad(file, $"the record {name} claims {entry.Size:N0} bytes, only {directoryStart - data:N0} are there", entry.At);
        byte[] localName = new byte[nameLength];
        file.ReadExactly(entry.Header + HeaderLength, localName);
        if (!localName.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(entry.Name)) || UInt16(header, 6) != entry.Flags || UInt16(header, 8) != entry.Method || !SizesAgree(header, entry))
            throw Bad(file, $"the record {name} and the archive's directory contradict each other", entry.Header);
        return new ZipRecord(entry.Name, data, entry.Size, entry.Crc32);
    }

    // Behind a record that was streamed lies a descriptor, and its header holds zeros; 64-bit sizes are all ones.
    static bool SizesAgree(byte[] header, Entry entry)
    {
        (uint crc32, uint compressed, uint size) = (UInt32(header, 14), UInt32(header, 18), UInt32(header, 22));
        bool isStreamed = (entry.Flags & DescriptorFollows) != 0 && (crc32, compressed, size) == (0, 0, 0);
        return isStreamed || (crc32 == entry.Crc32 && Agree(compressed) && Agree(size));

        bool Agree(uint number) => number == entry.Size || number == uint.MaxValue;
    }

    static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    static WeightFormatException Bad(WeightFile file, string problem, long offset, Exception? innerException = null) =>
        new(file.Path, $"{problem}: damaged or made to deceive; download or save it again", offset, innerException: innerException);

    /// <summary>One record as the central directory describes it; <c>At</c> is where it does so, <c>Header</c> where the local header should be.</summary>
    readonly record struct Entry(string Name, ushort Flags, ushort Method, uint Crc32, long Size, long CompressedSize, long Header, long At);

    readonly record struct Extra(long Size, long CompressedSize, long Offset);
}
