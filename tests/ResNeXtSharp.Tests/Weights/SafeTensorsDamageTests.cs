using System.Buffers.Binary;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Whatever happens to a file's bytes, the reader answers with its one exception type or with tensors inside the file.</summary>
public sealed class SafeTensorsDamageTests
{
    const ulong Seed = 20_170_411;

    static readonly byte[][] Words =
    [
        [.. "\""u8], [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. ","u8], [.. ":"u8], [.. "-"u8], [.. "e9"u8], [.. ".0"u8], [.. "null"u8],
        [.. "\\ud800"u8], [.. "\\u0000"u8], [.. "F16"u8], [.. "F4"u8], [.. "C64"u8], [.. "BOOL"u8], [.. "shape"u8], [.. "dtype"u8],
        [.. "data_offsets"u8], [.. "__metadata__"u8], [.. "9223372036854775807"u8], [.. "18446744073709551615"u8], [0xff], [0], [0xef, 0xbb, 0xbf],
    ];

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        byte[] whole = GoodFile();
        Assert.Null(Record.Exception(() => ReadAll(whole)));
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            Assert.Throws<WeightFormatException>(() => ReadAll(cut));
        }
    }

    [Fact]
    public void A_mutated_file_never_causes_another_exception()
    {
        byte[][] seeds = [GoodFile(), .. BadSafeTensors.Cases.Values.Select(file => file.Bytes).Where(bytes => bytes.Length is > 0 and < 1000)];
        Robustness.Check(Mutation.Count, Seed, i => new Mutation(Seed, i, Words, FixLength).Apply(seeds), ReadAll);
    }

    // The header ends at the last brace.
    static void FixLength(List<byte> bytes)
    {
        int end = bytes.LastIndexOf((byte)'}') + 1;
        if (end <= sizeof(ulong)) return;
        byte[] prefix = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)(end - sizeof(ulong)));
        Mutation.Overwrite(bytes, 0, prefix);
    }

    static byte[] GoodFile()
    {
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream,
        [
            WeightEntry.Float32("conv1.weight", [2, 1, 2, 2], new float[8]),
            WeightEntry.Float32("fc.bias", [3], new float[] { 1, 2, 3 }),
            WeightEntry.Float32("empty", [0, 4], Array.Empty<float>()),
            WeightEntry.Int64("bn1.num_batches_tracked", [], new long[] { 7 }),
        ], new Dictionary<string, string> { ["format"] = "pt" });
        return stream.ToArray();
    }

    static void ReadAll(byte[] bytes)
    {
        using TensorFile file = TensorFile.Read("model.safetensors", bytes);
        CheckpointGeometry.Detect(file.Entries);
        foreach (TensorEntry entry in file.Entries)
        {
            Assert.InRange(entry.ByteCount, 0, bytes.Length);
            file.ReadBytes(entry.Name, new byte[entry.ByteCount]);
            if (FloatConversion.CanConvert(entry.DType)) file.ReadFloats(entry.Name, new float[entry.ElementCount]);
        }
    }
}
