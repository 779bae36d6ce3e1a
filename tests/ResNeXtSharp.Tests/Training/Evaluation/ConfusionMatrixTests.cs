using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Counts_add_up()
    {
        var matrix = new ConfusionMatrix(3);
        foreach ((int label, int predicted) in new[] { (0, 0), (0, 1), (0, 1), (1, 1), (0, 0) })
            matrix.Add(label, predicted);
        Assert.Equal((5, 3), (matrix.Total, matrix.Correct));
        Assert.Equal((2, 0), (matrix[0, 1], matrix[1, 0]));
        Assert.Equal((4, 1, 0), (matrix.CountOf(0), matrix.CountOf(1), matrix.CountOf(2)));
        Assert.Equal((0.5, 1.0, double.NaN), (matrix.AccuracyOf(0), matrix.AccuracyOf(1), matrix.AccuracyOf(2)));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(3, 0)]
    [InlineData(0, 3)]
    public void What_is_no_class_is_refused(int label, int predicted)
    {
        var matrix = new ConfusionMatrix(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(label, predicted));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[label, predicted]);
        Assert.Equal(0, matrix.Total);
    }

    [Fact]
    public void Precision_recall_and_F1_follow_their_definitions()
    {
        var matrix = new ConfusionMatrix(3);
        foreach ((int label, int predicted) in new[] { (0, 0), (0, 0), (0, 1), (1, 1), (1, 0), (1, 0) })
            matrix.Add(label, predicted);
        Assert.Equal(2.0 / 4, matrix.PrecisionOf(0));
        Assert.Equal(2.0 / 3, matrix.AccuracyOf(0));
        Assert.Equal(2 * (2.0 / 4) * (2.0 / 3) / ((2.0 / 4) + (2.0 / 3)), matrix.F1Of(0), 1e-15);
        Assert.True(double.IsNaN(matrix.PrecisionOf(2)) && double.IsNaN(matrix.F1Of(2)));
    }
}
