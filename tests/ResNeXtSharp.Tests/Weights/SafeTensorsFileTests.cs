using System.Buffers.Binary;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class SafeTensorsFileTests : IDisposable
{
    readonly ScratchFolder _folder = new();

    [Fact]
    public void A_file_written_out_by_hand_is_read()
    {
        using SafeTensorsFile file = Open(
        [
            0x58, 0, 0, 0, 0, 0, 0, 0,
            .. "{\"__metadata__\":{\"format\":\"pt\"},"u8,
            .. "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}"u8,
            .. " "u8,
            0x00, 0x00, 0x80, 0x3f,
            0x00, 0x00, 0x20, 0xc1,
        ]);

        TensorEntry entry = Assert.Single(file.Entries);
        Assert.Equal(("w", WeightDType.F32, 2L, 96L, 8L), (entry.Name, entry.DType, entry.ElementCount, entry.Offset, entry.ByteCount));
        Assert.Equal([1L, 2L], entry.Shape);
        Assert.Equal("w F32 [1, 2]", entry.ToString());
        Assert.Equal("pt", Assert.Single(file.Metadata, pair => pair.Key == "format").Value);
        Assert.Equal([1f, -10f], Floats(file, "w"));
    }

    [Fact]
    public void Entries_come_in_the_order_of_their_bytes_whatever_the_order_of_the_header()
    {
        using SafeTensorsFile file = Open(SafeTensorsBytes.File(SafeTensorsBytes.Header(
            SafeTensorsBytes.Description("U8", "[2]", "[1,3]"),
            SafeTensorsBytes.Description("U8", "[1]", "[0,1]"),
            SafeTensorsBytes.Description("U8", "[0]", "[1,1]")), [7, 8, 9]));

        Assert.Equal(["b", "c", "a"], file.Entries.Select(entry => entry.Name));
        Assert.Equal([8f, 9f], Floats(file, "a"));
        Assert.Equal([7f], Floats(file, "b"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("  {}")]
    [InlineData("\t\r\n{ }   ")]
    public void White_space_around_an_empty_header_is_accepted(string header)
    {
        using SafeTensorsFile file = Open(SafeTensorsBytes.File(header));
        Assert.Empty(file.Entries);
        Assert.Empty(file.Metadata);
    }

    [Theory]
    [InlineData("[]", 1)]
    [InlineData("[2,0]", 0)]
    [InlineData("[0,9223372036854775807]", 0)]
    [InlineData("[3,1]", 3)]
    public void Scalars_and_tensors_without_elements_are_accepted(string shape, int elements)
    {
        using SafeTensorsFile file = Open(SafeTensorsBytes.OneTensor("F32", shape, new byte[4 * elements]));
        Assert.Equal(new float[elements], Floats(file, "a"));
    }

    [Theory]
    [InlineData("a\\u0000b", "a\0b")]
    [InlineData("../../etc/passwd", "../../etc/passwd")]
    [InlineData("\\ud83d\\ude00", "\U0001F600")]
    [InlineData("", "")]
    public void Strange_names_are_nothing_but_names(string json, string name)
    {
        using SafeTensorsFile file = Open(SafeTensorsBytes.File($"{{\"{json}\":{{{SafeTensorsBytes.Description("U8", "[1]", "[0,1]")}}}}}", [42]));
        Assert.Equal([42f], Floats(file, name));
        Assert.Equal(["model.safetensors"], _folder.FileNames());
    }

    [Fact]
    public void A_name_of_a_megabyte_is_accepted()
    {
        string name = new('n', 1 << 20);
        using SafeTensorsFile file = Open(SafeTensorsBytes.File($"{{\"{name}\":{{{SafeTensorsBytes.Description("U8", "[1]", "[0,1]")}}}}}", [1]));
        Assert.True(file.TryGetEntry(name, out _));
    }

    [Fact]
    public void A_linked_file_is_read_through_the_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "creating links needs rights on Windows");
        File.WriteAllBytes(_folder.File("blob"), SafeTensorsBytes.OneTensor("U8", "[1]", [5]));
        File.CreateSymbolicLink(_folder.File("model.safetensors"), "blob");
        using SafeTensorsFile file = SafeTensorsFile.Open(_folder.File("model.safetensors"));
        Assert.Equal([5f], Floats(file, "a"));
    }

    [Theory]
    [MemberData(nameof(UnloadableTypes))]
    public void Every_other_type_is_listed_and_refused_on_load(WeightDType dtype)
    {
        using SafeTensorsFile file = Open(SafeTensorsBytes.OneTensor(dtype.Name(), "[4]", new byte[4 * dtype.BitsPerElement() / 8]));
        Assert.Equal(dtype, file.Entries[0].DType);

        var error = Assert.Throws<WeightFormatException>(() => file.ReadFloats("a", new float[4]));

        Assert.Equal("a", error.TensorName);
        Assert.Contains($"{dtype.Name()} cannot be loaded as float32", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<WeightDType> UnloadableTypes => [.. Enum.GetValues<WeightDType>().Where(dtype => !FloatConversion.CanConvert(dtype))];

    [Fact]
    public void A_tensor_longer_than_one_read_is_whole()
    {
        const int count = 100_003;
        byte[] data = new byte[count * sizeof(int)];
        for (int i = 0; i < count; i++) BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(i * sizeof(int)), i);
        using SafeTensorsFile file = Open(SafeTensorsBytes.OneTensor("I32", $"[{count}]", data));
        Assert.Equal(Enumerable.Range(0, count).Select(value => (float)value), Floats(file, "a"));
    }

    [Fact]
    public void Bytes_are_given_as_stored()
    {
        byte[] notANumber = [0x01, 0x7c, 0xff, 0xff];
        using SafeTensorsFile file = Open(SafeTensorsBytes.OneTensor("F16", "[2]", notANumber));
        byte[] bytes = new byte[4];
        file.ReadBytes("a", bytes);
        Assert.Equal(notANumber, bytes);
    }

    [Fact]
    public void A_destination_of_another_length_is_the_callers_mistake()
    {
        using SafeTensorsFile file = Open(SafeTensorsBytes.OneTensor("U8", "[3]", [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => file.ReadFloats("a", new float[2]));
        Assert.Throws<ArgumentException>(() => file.ReadBytes("a", new byte[4]));
    }

    [Fact]
    public void A_tensor_that_is_not_there_is_named()
    {
        using SafeTensorsFile file = Open(SafeTensorsBytes.File("{}"));
        var error = Assert.Throws<WeightFormatException>(() => file.ReadFloats("fc.weight", []));
        Assert.Contains("`fc.weight`", error.Message, StringComparison.Ordinal);
        Assert.False(file.TryGetEntry("fc.weight", out _));
    }

    [Fact]
    public void Closing_lets_the_file_be_written_again()
    {
        Open(SafeTensorsBytes.File("{}")).Dispose();
        using FileStream exclusive = new(_folder.File("model.safetensors"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(exclusive.CanWrite);
    }

    [Fact]
    public void A_refused_file_is_closed()
    {
        Assert.Throws<WeightFormatException>(() => Open(SafeTensorsBytes.File("[]")));
        using FileStream exclusive = new(_folder.File("model.safetensors"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(exclusive.CanWrite);
    }

    public void Dispose() => _folder.Dispose();

    SafeTensorsFile Open(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("model.safetensors"), bytes);
        return SafeTensorsFile.Open(_folder.File("model.safetensors"));
    }

    static float[] Floats(SafeTensorsFile file, string name)
    {
        Assert.True(file.TryGetEntry(name, out TensorEntry? entry));
        float[] values = new float[entry.ElementCount];
        file.ReadFloats(name, values);
        return values;
    }
}
