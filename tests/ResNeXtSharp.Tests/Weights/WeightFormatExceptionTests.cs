using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class WeightFormatExceptionTests
{
    [Theory]
    [InlineData(null, null, "m.pth: broken")]
    [InlineData(1234L, null, "m.pth: broken (byte 1,234)")]
    [InlineData(null, "fc.bias", "m.pth: broken (tensor `fc.bias`)")]
    [InlineData(5L, "fc.bias", "m.pth: broken (tensor `fc.bias`, byte 5)")]
    public void The_message_is_file_reason_and_place(long? offset, string? tensor, string expected) =>
        Assert.Equal(expected, new WeightFormatException("m.pth", "broken", offset, tensor).Message);

    [Fact]
    public void The_parts_are_kept_as_given()
    {
        var inner = new FormatException();
        var error = new WeightFormatException("m.pth", "broken", 5, "a\nb", inner);
        Assert.Equal(("m.pth", "broken", 5L, "a\nb"), (error.File, error.Reason, error.Offset, error.TensorName));
        Assert.Same(inner, error.InnerException);
    }

    [Fact]
    public void The_message_is_one_printable_line()
    {
        var error = new WeightFormatException("a\r\nb.pth", "broken", tensorName: "\u001b[31m\u202e\ud800");
        Assert.Equal("a\\u000d\\u000ab.pth: broken (tensor `\\u001b[31m\\u202e\\ud800`)", error.Message);
    }

    [Fact]
    public void A_long_name_is_shortened()
    {
        var error = new WeightFormatException("m.pth", "broken", tensorName: new string('x', 5000));
        Assert.Equal($"m.pth: broken (tensor `{new string('x', 80)}...` (5,000 characters))", error.Message);
    }
}
