namespace ResNeXtSharp.Tests.Data;

public class DatasetTests
{
    [Fact]
    public void It_reads_into_the_beginning_of_a_longer_buffer()
    {
        var buffer = new byte[8];

        var label = new NumberedDataset(20).Read(17, buffer);

        Assert.Equal(2, label);
        Assert.Equal((byte[])[17, 18, 19, 20, 21, 22, 0, 0], buffer);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(20)]
    public void An_index_outside_is_refused(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumberedDataset(20).Read(index, new byte[6]));

    [Fact]
    public void A_buffer_too_short_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new NumberedDataset(20).Read(0, new byte[5]));

        Assert.StartsWith("A picture of numbers has 6 bytes, the buffer 5.", error.Message, StringComparison.Ordinal);
    }
}
