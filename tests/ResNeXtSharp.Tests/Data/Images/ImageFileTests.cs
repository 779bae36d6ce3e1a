using System.Buffers.Binary;
using System.Text;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public sealed class ImageFileTests : IDisposable
{
    static readonly byte[] Png = File.ReadAllBytes(GoldenImages.PathOf("drawn.png"));
    static readonly byte[] Jpeg = File.ReadAllBytes(GoldenImages.PathOf("drawn.jpg"));

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("drawn.png", 0)]
    [InlineData("alpha.png", 0)]
    [InlineData("drawn.jpg", 6)]
    [InlineData("palette.png", 12)]
    public void Every_kind_of_file_becomes_red_green_and_blue(string name, double meanDifference)
    {
        var expected = ImageFile.Load(GoldenImages.PathOf("drawn.png"));

        var image = ImageFile.Load(GoldenImages.PathOf(name));

        Assert.Equal((431, 317), (image.Width, image.Height));
        Assert.InRange(MeanDifference(expected, image), 0, meanDifference);
    }

    [Fact]
    public void A_grey_picture_has_three_equal_channels()
    {
        var pixels = ImageFile.Load(GoldenImages.PathOf("gray.png")).Pixels.ToArray();

        Assert.Equal(431 * 317 * 3, pixels.Length);
        Assert.All(pixels.Chunk(3), pixel => Assert.True(pixel[0] == pixel[1] && pixel[1] == pixel[2]));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(4, 0)]
    [InlineData(16, 2)]
    [InlineData(8, 4)]
    [InlineData(16, 6)]
    public void Any_depth_of_bits_is_read(byte bitDepth, byte colorType) =>
        Assert.All(ImageFile.Decode(MakePng(5, 3, bitDepth, colorType), "made").Pixels.ToArray(), value => Assert.Equal(0, value));

    [Fact]
    public void The_name_of_a_file_says_nothing_of_its_kind() =>
        Assert.Equal(431, ImageFile.Load(_folder.Write("picture.png", Jpeg)).Width);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("A letter, not a picture.", "it is neither PNG nor JPEG")]
    [InlineData("GIF89a", "it is neither PNG nor JPEG")]
    [InlineData("<!doctype html>", "it is neither PNG nor JPEG")]
    public void What_is_no_picture_is_refused(string text, string reason)
    {
        var path = _folder.Write("picture.jpg", Encoding.UTF8.GetBytes(text));

        var error = Assert.Throws<DatasetException>(() => ImageFile.Load(path));

        Assert.Equal($"{path} cannot be read as a picture: {reason}.", error.Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal($"{_folder["none.png"]} does not exist.", Assert.Throws<DatasetException>(() => ImageFile.Load(_folder["none.png"])).Message);

    [Fact]
    public void A_folder_is_refused() =>
        Assert.Equal($"{_folder.Path} is a folder, not a picture.", Assert.Throws<DatasetException>(() => ImageFile.Load(_folder.Path)).Message);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_cut_anywhere_is_refused(bool isJpeg)
    {
        var whole = isJpeg ? Jpeg : Png;
        for (var length = 1; length < whole.Length; length += length < 1000 ? 13 : 997) AssertRefused(whole[..length], $"cut at {length}");
        AssertRefused(whole[..^1], "cut before the last byte");
    }

    [Fact]
    public void A_damaged_file_gives_a_picture_or_the_one_exception()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new ResNeXtSharp.Randomness.CounterRandom((ulong)seed, ResNeXtSharp.Randomness.RandomPurpose.Synthetic);
            var bytes = (byte[])(seed % 2 == 0 ? Jpeg : MakePng(40, 30, 8, 2)).Clone();
            for (var i = 0; i < 4; i++) bytes[random.NextInt32(Math.Min(bytes.Length, 2000))] = (byte)random.NextUInt32();
            var error = Record.Exception(() => ImageFile.Decode(bytes, "damaged"));

            Assert.True(error is null or DatasetException, $"seed {seed}: {error}");
        }
    }

    [Theory]
    [InlineData(16_385, 1)]
    [InlineData(1, 16_385)]
    [InlineData(5_001, 5_000)]
    [InlineData(60_000, 60_000)]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    public void A_size_that_is_too_large_or_zero_is_refused_before_memory_is_set_aside(uint width, uint height)
    {
        var png = MakePng(1, 1, 8, 2);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), height);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = AssertRefused(png, "size");

        Assert.Contains($"{width}x{height}", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_JPEG_that_declares_too_large_a_size_is_refused()
    {
        var bytes = (byte[])Jpeg.Clone();
        var frame = bytes.AsSpan().IndexOf((byte[])[0xFF, 0xC0]);
        bytes.AsSpan(frame + 5, 4).Fill(0xFF);

        Assert.Contains("65535x65535 is too large", AssertRefused(bytes, "size").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_unpack_to_far_more_than_the_picture_are_refused()
    {
        var png = MakePng(2, 2, 8, 2, unpackedBytes: 64 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();

        AssertRefused(png, "bomb");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    static DatasetException AssertRefused(byte[] bytes, string what)
    {
        var error = Record.Exception(() => ImageFile.Decode(bytes, "picture"));
        Assert.True(error is DatasetException, $"{what}: {error?.ToString() ?? "it was read"}");
        var refused = (DatasetException)error!;
        Assert.StartsWith("picture cannot be read as a picture: ", refused.Message, StringComparison.Ordinal);
        return refused;
    }

    static double MeanDifference(Image a, Image b) => a.Pixels.ToArray().Zip(b.Pixels.ToArray()).Average(both => Math.Abs(both.First - both.Second));

    // A black picture.
    static byte[] MakePng(int width, int height, byte bitDepth, byte colorType, int? unpackedBytes = null)
    {
        var channels = colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var rows = new byte[unpackedBytes ?? height * (1 + (width * channels * bitDepth + 7) / 8)];
        return TestPng.Of(width, height, bitDepth, colorType, rows);
    }
}
