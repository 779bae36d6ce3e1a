using ResNeXtSharp.Data;
using ResNeXtSharp.Randomness;
using StbImageSharp;

namespace ResNeXtSharp.Tests.Data;

/// <summary>Every kind of PNG picture, beside what the decoder makes of the file itself.</summary>
public sealed class PngKindsTests
{
    static readonly (byte Color, byte[] Depths)[] Kinds = [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16])];

    public static TheoryData<byte, byte, bool> All { get; } = new(
        from kind in Kinds
        from depth in kind.Depths
        from isInterlaced in (bool[])[false, true]
        select (kind.Color, depth, isInterlaced));

    [Theory]
    [MemberData(nameof(All))]
    public void Pixels_are_those_of_the_file_as_it_is(byte color, byte depth, bool isInterlaced)
    {
        foreach (var (width, height) in (IEnumerable<(int, int)>)[(1, 1), (2, 3), (3, 9), (8, 8), (13, 6), (33, 21)])
        {
            var png = Make(width, height, color, depth, isInterlaced, colors: 1 << depth);
            var expected = ImageResult.FromMemory(png, ColorComponents.RedGreenBlue);

            var picture = ImageFile.Decode(png, "picture");

            Assert.Equal((width, height), (picture.Width, picture.Height));
            Assert.Equal(expected.Data, picture.Pixels.ToArray());
        }
    }

    [Fact]
    public void A_number_beyond_the_palette_is_black() =>
        Assert.Equal([10, 20, 30, 0, 0, 0], ImageFile.Decode(TestPng.Of(2, 1, 8, 3, [0, 0, 1], palette: [10, 20, 30]), "picture").Pixels.ToArray());

    [Theory]
    [InlineData("no palette")]
    [InlineData("half a colour")]
    [InlineData("257 colours")]
    [InlineData("filter 5")]
    [InlineData("depth 3")]
    [InlineData("colour 1")]
    [InlineData("compression 1")]
    [InlineData("row missing")]
    [InlineData("row too many")]
    [InlineData("checksum")]
    [InlineData("unknown and critical")]
    public void What_is_damaged_is_refused(string damage)
    {
        var png = damage switch
        {
            "no palette" => TestPng.Of(1, 1, 8, 3, [0, 0]),
            "half a colour" => TestPng.Of(1, 1, 8, 3, [0, 0], palette: [1, 2]),
            "257 colours" => TestPng.Of(1, 1, 8, 3, [0, 0], palette: new byte[257 * 3]),
            "filter 5" => TestPng.Of(1, 1, 8, 0, [5, 0]),
            "depth 3" => TestPng.Of(1, 1, 3, 0, [0, 0]),
            "colour 1" => TestPng.Of(1, 1, 8, 1, [0, 0]),
            "compression 1" => Changed(TestPng.Of(1, 1, 8, 0, [0, 0]), 26, 1),
            "row missing" => TestPng.Of(1, 2, 8, 0, [0, 0]),
            "row too many" => TestPng.Of(1, 1, 8, 0, [0, 0, 0, 0]),
            "checksum" => Changed(TestPng.Of(1, 1, 8, 0, [0, 0]), ^17, 99),
            "unknown and critical" => Changed(TestPng.Of(1, 1, 8, 0, [0, 0]), 37, (byte)'J'),
            _ => throw new ArgumentException(damage),
        };

        var error = Assert.Throws<DatasetException>(() => ImageFile.Decode(png, "picture"));

        Assert.StartsWith("picture cannot be read as a picture: it is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_hold_what_it_declares_takes_no_memory()
    {
        var png = Changed(Changed(TestPng.Of(1, 1, 8, 2, [0, 0, 0, 0]), 18, 0x13), 22, 0x13); // 4,865 pixels a side
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<DatasetException>(() => ImageFile.Decode(png, "picture"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    static byte[] Changed(byte[] bytes, Index index, byte value)
    {
        bytes[index] = value;
        return bytes;
    }

    // Random bytes in rows of random filters.
    static byte[] Make(int width, int height, byte color, byte depth, bool isInterlaced, int colors)
    {
        var random = new CounterRandom((ulong)(width + 100 * height), RandomPurpose.Synthetic);
        var channels = color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        List<byte> rows = [];
        foreach (var (left, top, stepX, stepY) in isInterlaced ? Interlaced : [(0, 0, 1, 1)])
        {
            var across = Enumerable.Range(0, width).Count(x => x >= left && (x - left) % stepX == 0);
            if (across == 0) continue;
            for (var y = top; y < height; y += stepY)
            {
                rows.Add((byte)random.NextInt32(5));
                for (var i = 0; i < (across * channels * depth + 7) / 8; i++) rows.Add((byte)random.NextInt32(256));
            }
        }
        var palette = color == 3 ? Enumerable.Range(0, 3 * colors).Select(_ => (byte)random.NextInt32(256)).ToArray() : null;
        return TestPng.Of(width, height, depth, color, [.. rows], isInterlaced, palette);
    }

    static readonly (int Left, int Top, int StepX, int StepY)[] Interlaced =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
}
