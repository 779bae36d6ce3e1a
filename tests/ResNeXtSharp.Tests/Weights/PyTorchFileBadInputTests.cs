using ResNeXtSharp.Tests.Golden;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class PyTorchFileBadInputTests
{
    static readonly Dictionary<string, (byte[] Bytes, string Reason)> Cases = new[]
    {
        BadPyTorchZips.All().Select(each => ($"zip: {each.Name}", each.Bytes, each.Reason)),
        BadPickles.All().Select(each => ($"pickle: {each.Name}", new ZipParts(ZipParts.Good(each.Pickle)).Build(), each.Reason)),
        LegacyBytes.Bad().Select(each => ($"legacy: {each.Name}", each.Bytes, each.Reason)),
    }.SelectMany(each => each).ToDictionary(each => each.Item1, each => (each.Item2, each.Item3));

    public static TheoryData<string> BadFiles => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_is_refused_with_its_name_and_the_reason(string name)
    {
        (byte[] bytes, string reason) = Cases[name];
        var error = Assert.Throws<WeightFormatException>(() => ReadAll(bytes));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("model.pth: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void The_parts_that_the_bad_files_are_made_of_are_good()
    {
        foreach (byte[] bytes in new[] { new ZipParts(ZipParts.Good()).Build(), LegacyBytes.File(), new ZipParts(ZipParts.Good()) { End64 = (count, length, offset, at) => (count, length, offset, at) }.Build() })
        {
            using TensorFile file = TensorFile.Read("model.pth", bytes);
            float[] values = new float[4];
            file.ReadFloats("w", values);
            Assert.Equal(BitConverter.ToSingle([4, 5, 6, 7]), values[1]);
        }
    }

    [Fact]
    public void Content_decides_and_not_the_extension()
    {
        using TensorFile file = TensorFile.Read("model.pth", SafeTensorsBytes.OneTensor("F32", "[1]", new byte[4]));
        Assert.IsType<SafeTensorsFile>(file);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html>", "this is an HTML page, not weights")]
    [InlineData("7z\u00bc\u00af\u0027\u001c", "this is a 7z archive")]
    [InlineData("\u0080\u0002}q\u0000X\u0001\u0000\u0000\u0000a.", "this is a Python pickle")]
    public void Something_else_is_told_as_such(string content, string reason)
    {
        byte[] bytes = [.. System.Text.Encoding.Latin1.GetBytes(content), .. new byte[600]];
        Assert.Contains(reason, Assert.Throws<WeightFormatException>(() => TensorFile.Read("model.pth", bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tar_archive_is_told_as_such()
    {
        byte[] bytes = new byte[1024];
        "storages"u8.CopyTo(bytes);
        "ustar"u8.CopyTo(bytes.AsSpan(257));
        Assert.Contains("this is a tar archive", Assert.Throws<WeightFormatException>(() => TensorFile.Read("model.pth", bytes)).Message, StringComparison.Ordinal);
    }

    // Ten layers of ten references: 10^10 leaves, if anybody walked them one by one.
    [Fact]
    public void References_to_references_cost_what_their_bytes_cost()
    {
        PickleBuilder pickle = new PickleBuilder().OrderedDict().Text("w").Tensor().Op('s').Text("laughs").Op('N').Raw(0x85).Put(0);
        for (uint layer = 1; layer <= 10; layer++)
        {
            uint previous = layer - 1;
            pickle.Op('(').Repeat(10, (each, _) => each.Get(previous)).Op('t').Put(layer).Raw(0x86);
        }
        byte[] file = new ZipParts(ZipParts.Good(pickle.Op('s').Op('.').Bytes)).Build();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("state_dict.zip.pth")]
    [InlineData("state_dict.legacy.pth")]
    [InlineData("views.zip.pth")]
    [InlineData("views.legacy.pth")]
    public void A_file_cut_at_any_byte_is_refused(string name)
    {
        byte[] whole = File.ReadAllBytes(GoldenWeights.Path(name));
        ReadAll(whole);
        for (int length = 0; length < whole.Length; length++)
            Assert.Throws<WeightFormatException>(() => ReadAll(whole[..length]));
    }

    [Fact]
    public void A_flipped_bit_in_the_elements_is_found()
    {
        byte[] bytes = File.ReadAllBytes(GoldenWeights.Path("state_dict.zip.pth"));
        TensorEntry[] entries;
        using (TensorFile file = TensorFile.Read("model.pth", bytes)) entries = [.. file.Entries];
        foreach (long at in entries.SelectMany(entry => new[] { entry.Offset, entry.Offset + (entry.ByteCount / 2), entry.Offset + entry.ByteCount - 1 }))
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bytes[at] ^= (byte)(1 << bit);
                Assert.Contains("checksum (CRC-32)", Assert.Throws<WeightFormatException>(() => ReadAll(bytes)).Message, StringComparison.Ordinal);
                bytes[at] ^= (byte)(1 << bit);
            }
        }
    }

    static void ReadAll(byte[] bytes)
    {
        using TensorFile file = TensorFile.Read("model.pth", bytes);
        foreach (TensorEntry entry in file.Entries) file.ReadFloats(entry.Name, new float[entry.ElementCount]);
    }
}
