using System.Text;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class SafeTensorsWriterTests : IDisposable
{
    readonly ScratchFolder _folder = new();

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        byte[] bytes = Written(
        [
            WeightEntry.Float32("w", [1, 2], new float[] { 1, -10 }),
            WeightEntry.Int64("n", [], new long[] { 258 }),
        ], new Dictionary<string, string> { ["format"] = "pt" });

        byte[] expected =
        [
            0x90, 0, 0, 0, 0, 0, 0, 0,
            .. "{\"__metadata__\":{\"format\":\"pt\"},"u8,
            .. "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"u8,
            .. "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]}}"u8,
            .. "    "u8,
            0x02, 0x01, 0, 0, 0, 0, 0, 0,
            0x00, 0x00, 0x80, 0x3f,
            0x00, 0x00, 0x20, 0xc1,
        ];
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(bytes));
    }

    [Fact]
    public void The_order_of_tensors_and_metadata_makes_no_difference()
    {
        WeightEntry[] entries = [Scalar("b", 1), Scalar("a", 2), WeightEntry.Int64("z", [1], new long[] { 3 })];
        var metadata = new Dictionary<string, string> { ["one"] = "1", ["two"] = "2" };
        Assert.Equal(Written(entries, metadata), Written(entries.Reverse(), metadata.Reverse().ToDictionary()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_data_begins_at_a_multiple_of_eight(int nameLength)
    {
        byte[] bytes = Written([Scalar(new string('n', nameLength), 1)]);
        Assert.Equal(0, (bytes.Length - sizeof(float)) % 8);
        Assert.Equal((ulong)(bytes.Length - sizeof(float) - 8), BitConverter.ToUInt64(bytes));
    }

    [Fact]
    public void No_tensor_and_no_metadata_make_an_empty_header() => Assert.Equal("{}      ", Encoding.UTF8.GetString(Written([]).AsSpan(8)));

    [Fact]
    public void A_tensor_given_as_a_callback_is_the_same_as_one_given_as_values()
    {
        float[] values = [1.5f, float.NaN, -0f];
        Assert.Equal(Written([WeightEntry.Float32("a", [3], values)]), Written([WeightEntry.Float32("a", [3], values.CopyTo)]));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("__metadata__", "b")]
    public void Names_that_cannot_be_stored_are_refused(string first, string second)
    {
        string path = _folder.File("model.safetensors");
        Assert.Throws<ArgumentException>(() => SafeTensorsWriter.Write(path, [Scalar(first, 1), Scalar(second, 2)]));
        Assert.Empty(_folder.FileNames());
    }

    [Fact]
    public void Names_and_metadata_that_are_no_text_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Written([Scalar("\ud800", 1)]));
        Assert.Throws<ArgumentException>(() => Written([], new Dictionary<string, string> { ["\ud800"] = "value" }));
        Assert.Throws<ArgumentException>(() => Written([], new Dictionary<string, string> { ["key"] = "\udc00" }));
    }

    [Fact]
    public void A_header_above_the_formats_limit_is_refused() =>
        Assert.Throws<ArgumentException>(() => Written([], new Dictionary<string, string> { ["key"] = new string('x', 100_000_000) }));

    [Fact]
    public void A_tensor_that_fails_while_it_is_fetched_leaves_the_old_file_alone()
    {
        string path = _folder.File("model.safetensors");
        SafeTensorsWriter.Write(path, [Scalar("a", 1)]);
        byte[] old = File.ReadAllBytes(path);

        WeightEntry broken = WeightEntry.Float32("b", [1000], _ => throw new InvalidOperationException("lost"));
        Assert.Throws<InvalidOperationException>(() => SafeTensorsWriter.Write(path, [Scalar("a", 2), broken]));

        Assert.Equal(old, File.ReadAllBytes(path));
        Assert.Equal(["model.safetensors"], _folder.FileNames());
    }

    public void Dispose() => _folder.Dispose();

    static WeightEntry Scalar(string name, float value) => WeightEntry.Float32(name, [], new[] { value });

    static byte[] Written(IEnumerable<WeightEntry> entries, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream, entries, metadata);
        return stream.ToArray();
    }
}
