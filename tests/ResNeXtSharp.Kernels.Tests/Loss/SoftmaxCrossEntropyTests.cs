using ResNeXtSharp.Kernels.Loss;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Loss;

public class SoftmaxCrossEntropyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(32, 10)]
    [InlineData(7, 1000)]
    public void Probabilities_loss_and_gradient_match_the_definition(int rows, int classes)
    {
        float[] logits = Values.Uniform(1, rows * classes, -8, 8), initial = Values.Uniform(2, rows * classes);
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => Values.Below(3, row, classes))];
        Guarded probabilities = Guarded.Unwritten(logits.Length), gradient = Guarded.Unwritten(logits.Length), accumulated = new(initial);

        SoftmaxCrossEntropy.Softmax(logits, classes, probabilities.Span);
        SoftmaxCrossEntropy.MeanBackward(logits, classes, labels, 1, gradient.Span, accumulate: false);
        SoftmaxCrossEntropy.MeanBackward(logits, classes, labels, 2, accumulated.Span, accumulate: true);

        foreach (Guarded target in new[] { probabilities, gradient, accumulated })
            target.CheckMargins("softmax");
        double[] expected = SoftmaxReference.Gradient(logits, classes, labels);
        Closeness.CheckRelative(SoftmaxReference.Probabilities(logits, classes), probabilities.Span, Closeness.Epsilon, 0, "probabilities");
        Closeness.CheckRelative(expected, gradient.Span, Closeness.Epsilon, 1e-9, "gradient");
        Closeness.Check([.. expected.Zip(initial, (g, start) => (2 * g) + start)], accumulated.Span, 4 * Closeness.Epsilon, "gradient, accumulate");
        Assert.Equal(SoftmaxReference.MeanLoss(logits, classes, labels), SoftmaxCrossEntropy.Mean(logits, classes, labels), 1e-12);
    }

    [Fact]
    public void Huge_logits_do_not_overflow()
    {
        float[] logits = [3e38f, 0, -3e38f, 1e4f, 1e4f, 1e4f], probabilities = new float[6], gradient = new float[6];
        SoftmaxCrossEntropy.Softmax(logits, 3, probabilities);
        SoftmaxCrossEntropy.MeanBackward(logits, 3, [0, 1], 1, gradient, accumulate: false);
        Assert.Equal([1, 0, 0, 1f / 3, 1f / 3, 1f / 3], probabilities);
        Assert.Equal([0, 0, 0, 1f / 6, -1f / 3, 1f / 6], gradient);
        Assert.Equal(Math.Log(3) / 2, SoftmaxCrossEntropy.Mean(logits, 3, [0, 1]), 1e-9);
        Assert.Equal((3e38 + Math.Log(3)) / 2, SoftmaxCrossEntropy.Mean(logits, 3, [1, 1]), 1e32);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_label_that_is_no_class_is_refused(int label)
    {
        float[] logits = new float[6];
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxCrossEntropy.Mean(logits, 3, [0, label]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxCrossEntropy.MeanBackward(logits, 3, [0, label], 1, new float[6], accumulate: false));
    }

    [Theory]
    [InlineData(6, 3, 1)]
    [InlineData(6, 3, 3)]
    [InlineData(7, 3, 2)]
    [InlineData(0, 3, 0)]
    [InlineData(6, 0, 2)]
    public void Rows_and_labels_that_do_not_fit_are_refused(int logits, int classes, int labels)
    {
        Assert.Throws<ArgumentException>(() => SoftmaxCrossEntropy.Mean(new float[logits], classes, new int[labels]));
        Assert.Throws<ArgumentException>(() => SoftmaxCrossEntropy.MeanBackward(new float[logits], classes, new int[labels], 1, new float[logits], accumulate: false));
    }

    [Fact]
    public void An_output_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => SoftmaxCrossEntropy.Softmax(new float[6], 3, new float[5]));
}
