using ResNeXtSharp.Cli.Options;

namespace ResNeXtSharp.Cli.Tests.Options;

public sealed class PictureSizeTests
{
    [Theory]
    [InlineData("32", 32, 32)]
    [InlineData("96x64", 96, 64)]
    public void One_number_is_a_square_and_two_are_rows_and_columns(string text, int height, int width)
    {
        Assert.True(PictureSize.TryParse(text, out var size));
        Assert.Equal(new PictureSize(height, width), size);
        Assert.Equal(text, size.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("32x")]
    [InlineData("x32")]
    [InlineData("0")]
    [InlineData("32x0")]
    [InlineData("-32")]
    [InlineData(" 32")]
    [InlineData("32x32x3")]
    [InlineData("3e2")]
    [InlineData("99999999999")]
    public void Anything_else_is_no_size(string text) => Assert.False(PictureSize.TryParse(text, out _));
}
