using static ResNeXtSharp.Tests.Weights.ZipParts;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Zip containers that a reader must refuse, each with the words that its message must contain.</summary>
static class BadPyTorchZips
{
    public static IEnumerable<(string Name, byte[] Bytes, string Reason)> All() => [.. Ends(), .. Records(), .. Names(), .. Notes()];

    static IEnumerable<(string, byte[], string)> Ends() =>
    [
        ("end record missing", new ZipParts(Good()).Build()[..^22], "truncated or still downloading"),
        ("comment behind the archive", new ZipParts(Good()) { Comment = [1, 2, 3] }.Build(), "truncated or still downloading"),
        ("comment length without a comment", [.. new ZipParts(Good()).Build()[..^2], 1, 0], "carries a comment"),
        ("trailing byte", [.. new ZipParts(Good()).Build(), 0], "truncated or still downloading"),
        ("only a local header's magic", [.. "PK\u0003\u0004"u8], "truncated or still downloading"),
        ("part of several", new ZipParts(Good()) { Disk = 1 }.Build(), "one part of several"),
        ("count too low", new ZipParts(Good()) { Count = 2 }.Build(), "more than the 2 records"),
        ("count too high", new ZipParts(Good()) { Count = 4 }.Build(), "directory ends too early"),
        ("count of none", new ZipParts(Good()) { Count = 0 }.Build(), "more than the 0 records"),
        ("directory beyond the file", new ZipParts(Good()) { Offset = 0x7fffffff }.Build(), "not where its end record says"),
        ("directory inside the data", new ZipParts(Good()) { Offset = 30 }.Build(), "not where its end record says"),
        ("directory too long", new ZipParts(Good()) { Length = 0xfffffff0 }.Build(), "not where its end record says"),
        ("64-bit end record elsewhere", new ZipParts(Good()) { End64 = (count, length, offset, at) => (count, length, offset, at - 1) }.Build(), "not where its locator says"),
        ("64-bit end record beyond the file", new ZipParts(Good()) { End64 = (count, length, offset, at) => (count, length, offset, long.MaxValue) }.Build(), "not where its locator says"),
        ("64-bit end record at a negative place", new ZipParts(Good()) { End64 = (count, length, offset, at) => (count, length, offset, -1) }.Build(), "beyond 63 bits"),
        ("64-bit count that contradicts", new ZipParts(Good()) { End64 = (count, length, offset, at) => (count + 1, length, offset, at) }.Build(), "contradict each other"),
        ("64-bit count of 65,536", new ZipParts(Good()) { Count = 0xffff, End64 = (count, length, offset, at) => (65_536, length, offset, at) }.Build(), "directory ends too early"),
        ("64-bit count of 100,001", new ZipParts(Good()) { Count = 0xffff, End64 = (count, length, offset, at) => (100_001, length, offset, at) }.Build(), "100,001 records"),
        ("64-bit count of 2^62", new ZipParts(Good()) { Count = 0xffff, End64 = (count, length, offset, at) => (1L << 62, length, offset, at) }.Build(), "claims"),
        ("64-bit offset and length that overflow", new ZipParts(Good())
        {
            Offset = uint.MaxValue, Length = uint.MaxValue, End64 = (count, length, offset, at) => (count, long.MaxValue, long.MaxValue, at),
        }.Build(), "not where its end record says"),
    ];

    static IEnumerable<(string, byte[], string)> Records() =>
    [
        .. new ushort[] { 8, 9, 12, 99 }.Select(method => ($"compressed with method {method}", Changed(1, part => part with { Method = method }), $"compressed (method {method})")),
        .. new ushort[] { 1, 0x20, 0x40, 0x2000 }.Select(flags => ($"flags 0x{flags:x}", Changed(1, part => part with { Flags = flags }), "unusual flags")),
        ("size below the stored size", Changed(1, part => part with { Size = 15, CompressedSize = 16 }), "two sizes"),
        ("size beyond the data", Changed(1, part => part with { Size = 1_000_000, CompressedSize = 1_000_000 }), "claims 1,000,000 bytes"),
        ("size of all ones without 64-bit sizes", Changed(1, part => part with { Size = uint.MaxValue, CompressedSize = uint.MaxValue }), "claims 4,294,967,295 bytes"),
        ("64-bit sizes cut short", Changed(1, part => part with { Size = uint.MaxValue, CompressedSize = uint.MaxValue, Extra = [1, 0, 4, 0, 1, 0, 0, 0] }), "64-bit sizes are missing"),
        ("64-bit size of 2^63", Changed(1, part => part with { Size = uint.MaxValue, CompressedSize = uint.MaxValue, Extra = [1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0x80] }), "beyond 63 bits"),
        ("64-bit size beyond any file", Changed(1, part => part with { Size = uint.MaxValue, CompressedSize = uint.MaxValue, Extra = [1, 0, 16, 0, .. BitConverter.GetBytes(long.MaxValue), .. BitConverter.GetBytes(long.MaxValue)] }), "claims 9,223,372,036,854,775,807 bytes"),
        ("extra field too long", Changed(1, part => part with { Extra = [1, 0, 9, 0, 1] }), "extra field ends too early"),
        ("header beyond the file", Changed(1, part => part with { Header = 0x7fffffff }), "outside of the archive's data"),
        ("header in the directory", Changed(1, part => part with { Header = (uint)new ZipParts(Good()).Build().Length - 60 }), "outside of the archive's data"),
        ("header where none is", Changed(1, part => part with { Header = 31 }), "overlaps the one in front of it"),
        ("two records in one place", Changed(2, part => part with { Header = 0 }), "overlaps the one in front of it"),
        ("first record not at the start", Changed(0, part => part with { Header = 1 }), "in front of the archive's first record"),
        ("data that reaches into the next record", Changed(0, part => part with { Size = (uint)part.Content.Length + 40, CompressedSize = (uint)part.Content.Length + 40 }), "overlaps the one in front of it"),
        ("checksum in the header differs", Changed(1, part => part with { LocalCrc = 1 }), "contradict each other"),
        ("method in the header differs", Changed(1, part => part with { LocalMethod = 8 }), "contradict each other"),
        ("wrong checksum of the pickle", Changed(0, part => part with { Crc = 1 }), "checksum (CRC-32)"),
        ("wrong checksum of a storage", Changed(1, part => part with { Crc = 1 }), "checksum (CRC-32)"),
        ("storage one byte short", Changed(1, part => part with { Content = new byte[15] }), "has 15 bytes"),
        ("storage one byte long", Changed(1, part => part with { Content = new byte[17] }), "has 17 bytes"),
    ];

    static IEnumerable<(string, byte[], string)> Names() =>
    [
        ("data.pkl twice", new ZipParts([.. Good(), Good()[0]]).Build(), "occurs twice"),
        ("name with ..", Changed(1, part => part with { NameBytes = [.. "archive/../data"u8] }), "PyTorch never writes"),
        ("name with a backslash", Changed(1, part => part with { NameBytes = [.. "archive\\data/0"u8] }), "PyTorch never writes"),
        ("absolute name", Changed(1, part => part with { NameBytes = [.. "/etc/passwd"u8] }), "PyTorch never writes"),
        ("name of a folder", Changed(1, part => part with { NameBytes = [.. "archive/data/"u8] }), "PyTorch never writes"),
        ("name with a zero byte", Changed(1, part => part with { NameBytes = [.. "archive/\0"u8] }), "PyTorch never writes"),
        ("name that is not UTF-8", Changed(1, part => part with { NameBytes = [0xff] }), "not UTF-8"),
        ("empty name", Changed(1, part => part with { NameBytes = [] }), "name has 0 bytes"),
        ("name of 1,025 bytes", Changed(1, part => part with { NameBytes = new byte[1025] }), "name has 1,025 bytes"),
        ("another name in the header", Changed(1, part => part with { LocalName = [.. "archive/data/1"u8] }), "contradict each other"),
        ("record outside of the folder", new ZipParts([.. Good(), new ZipPart("other/data/1", [])]).Build(), "lies outside of the folder"),
    ];

    static IEnumerable<(string, byte[], string)> Notes() =>
    [
        ("no data.pkl", new ZipParts(Good()[1..]).Build(), "holds no data.pkl"),
        ("data.pkl in the root", new ZipParts([new ZipPart("data.pkl", PickleBuilder.Good())]).Build(), "holds no data.pkl"),
        ("no version", new ZipParts(Good()[..2]).Build(), "says no version"),
        ("no storage", new ZipParts(Good()[0], Good()[2]).Build(), "record data/0 is missing"),
        ("version that is no number", Changed(2, part => part with { Content = [.. "three"u8] }), "version `three`"),
        ("version 99", Changed(2, part => part with { Content = [.. "99\n"u8] }), "version `99`"),
        ("version of 1,000 bytes", Changed(2, part => part with { Content = new byte[1000] }), "1,000 bytes instead of a word"),
        ("big-endian", new ZipParts([.. Good(), new ZipPart("archive/byteorder", [.. "big"u8])]).Build(), "byte order `big`"),
        ("TorchScript", new ZipParts([.. Good(), new ZipPart("archive/constants.pkl", [])]).Build(), "TorchScript"),
        ("an archive of something else", new ZipParts(new ZipPart("mimetype", [.. "application/epub"u8])).Build(), "holds no data.pkl"),
    ];

    static byte[] Changed(int index, Func<ZipPart, ZipPart> change)
    {
        ZipPart[] parts = Good();
        parts[index] = change(parts[index]);
        return new ZipParts(parts).Build();
    }
}
