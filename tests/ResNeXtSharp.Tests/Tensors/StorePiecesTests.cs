using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Tensors;

public sealed class StorePiecesTests
{
    public static TheoryData<int[], int> Weights => new()
    {
        { [3, 5, 1, 1], 1 },
        { [70, 9, 3, 3], 1 },
        { [200, 600, 1, 1], 1 }, // several pieces, the last of them short, and padding behind the last panel
        { [64, 4, 3, 3], 16 },
        { [24, 3, 3, 3], 8 },
    };

    [Theory]
    [MemberData(nameof(Weights))]
    public void Values_that_come_in_pieces_lie_where_values_lie_that_come_at_once(int[] sizes, int groups)
    {
        Shape shape = [sizes[0], sizes[1], sizes[2], sizes[3]];
        var values = Enumerable.Range(1, shape.Count).Select(i => (float)i).ToArray();
        Tensor whole = Functional.ConvolutionWeight(shape, groups), pieces = Functional.ConvolutionWeight(shape, groups);
        whole.CopyFrom(values);
        pieces.Cell.Values.Fill(float.NaN); // padding, too, must be written
        pieces.CopyFrom((first, piece) => values.AsSpan(first, piece.Length).CopyTo(piece));

        Assert.Equal(values, pieces.ToArray());
        Assert.Equal(whole.Cell.Values.ToArray(), pieces.Cell.Values.ToArray());
    }

    [Fact]
    public void A_vector_is_read_in_one_piece()
    {
        Tensor vector = Tensor.Zeros([1000]);
        vector.CopyFrom((first, piece) =>
        {
            Assert.Equal((0, 1000), (first, piece.Length));
            piece.Fill(2f);
        });
        Assert.All(vector.ToArray(), value => Assert.Equal(2f, value));
    }

    [Fact]
    public void A_failure_to_read_passes_through()
    {
        Tensor weight = Functional.ConvolutionWeight([256, 1024, 1, 1]);
        Assert.Throws<IOException>(() => weight.CopyFrom((_, _) => throw new IOException("the disk failed")));
    }
}
