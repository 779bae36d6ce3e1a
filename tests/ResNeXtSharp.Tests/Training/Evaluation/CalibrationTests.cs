using ResNeXtSharp.Randomness;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class CalibrationTests
{
    /// <summary>Two classes with logits (log p/(1-p), 0) have the probabilities (p, 1-p).</summary>
    [Fact]
    public void Bins_and_errors_are_those_counted_by_hand()
    {
        ClassifierOutputs outputs = Binary((0.9, true), (0.9, false), (0.7, true), (0.7, true), (0.65, false));

        CalibrationResult result = Calibration.Measure(outputs, bins: 5);

        Assert.Equal([0, 0, 0, 3, 2], result.Bins.Select(bin => bin.Count));
        Assert.Equal((0.7 + 0.7 + 0.65) / 3, result.Bins[3].Confidence, 1e-6);
        Assert.Equal(2 / 3.0, result.Bins[3].Accuracy, 1e-12);
        Assert.Equal(0.9, result.Bins[4].Confidence, 1e-6);
        Assert.Equal(0.5, result.Bins[4].Accuracy, 1e-12);
        double first = ((0.7 + 0.7 + 0.65) / 3) - (2 / 3.0), second = 0.4;
        Assert.Equal(((3 * first) + (2 * second)) / 5, result.ExpectedError, 1e-6);
        Assert.Equal(second, result.MaximumError, 1e-6);
        Assert.Equal((0.9 + 0.9 + 0.7 + 0.7 + 0.65) / 5, result.MeanConfidence, 1e-6);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.1) + (2 * Math.Log(0.7)) + Math.Log(0.35)) / 5, result.NegativeLogLikelihood, 1e-6);
    }

    [Fact]
    public void A_confidence_on_a_border_belongs_to_the_bin_below()
    {
        CalibrationResult result = Calibration.Measure(Outputs([[0f, 0f]], [0]), bins: 2);

        Assert.Equal([1, 0], result.Bins.Select(bin => bin.Count));
        Assert.Equal((0, 0.5), (result.Bins[0].Low, result.Bins[0].High));
        Assert.Equal(0, result.Bins[1].Gap);
    }

    /// <summary>Logits of a known distribution, made too sure by a factor: the factor is what has to be found.</summary>
    [Theory]
    [InlineData(0.4, 0UL)]
    [InlineData(1.0, 1UL)]
    [InlineData(2.5, 2UL)]
    public void The_temperature_is_where_no_other_makes_the_labels_likelier(double factor, ulong seed)
    {
        ClassifierOutputs outputs = Overconfident(4000, 5, factor, seed);

        double temperature = Calibration.FitTemperature(outputs);

        Assert.InRange(temperature / factor, 0.9, 1.1);
        Assert.Equal(ByGoldenSection(outputs), temperature, 1e-6 * temperature);
        double least = Loss(outputs, temperature);
        Assert.Equal(least, Calibration.Measure(outputs, temperature).NegativeLogLikelihood, 1e-12);
        Assert.True(least <= Loss(outputs, temperature * 1.001) && least <= Loss(outputs, temperature / 1.001));
    }

    [Fact]
    public void A_fitted_temperature_makes_the_expected_error_small()
    {
        ClassifierOutputs outputs = Overconfident(20000, 5, 2.5, seed: 3);

        CalibrationResult before = Calibration.Measure(outputs), after = Calibration.Measure(outputs, Calibration.FitTemperature(outputs));

        Assert.True(before.ExpectedError > 0.15 && before.MeanConfidence > Accuracy(outputs), $"before: {before.ExpectedError}");
        Assert.True(after.ExpectedError < 0.02, $"after: {after.ExpectedError}");
        Assert.Equal(20000, after.Count);
    }

    [Fact]
    public void Without_an_error_or_without_knowledge_the_temperature_stays_in_its_limits()
    {
        Assert.Equal(Calibration.LowestTemperature, Calibration.FitTemperature(Outputs([[1f, 0f], [0f, 1f]], [0, 1])));
        Assert.Equal(Calibration.HighestTemperature, Calibration.FitTemperature(Outputs([[1f, 0f], [0f, 1f]], [1, 0])));
        Assert.Equal(Calibration.HighestTemperature, Calibration.FitTemperature(Outputs([[0f, 0f]], [1])));
    }

    [Fact]
    public void Logits_of_any_size_give_finite_numbers()
    {
        ClassifierOutputs outputs = Outputs([[3e38f, -3e38f], [-3e38f, 3e38f], [1f, 2f]], [0, 1, 0]);

        Assert.True(double.IsFinite(Calibration.Measure(outputs).NegativeLogLikelihood));
        Assert.InRange(Calibration.FitTemperature(outputs), Calibration.LowestTemperature, Calibration.HighestTemperature);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        ClassifierOutputs outputs = Outputs([[1f, 0f]], [0]);
        Assert.Throws<ArgumentException>(() => Calibration.Measure(new ClassifierOutputs()));
        Assert.Throws<ArgumentException>(() => Calibration.FitTemperature(new ClassifierOutputs()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.Measure(outputs, temperature: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.Measure(outputs, temperature: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.Measure(outputs, bins: 0));
        Assert.Throws<ArgumentException>(() => outputs.Add([1f, 2f, 3f], 3, [0], [0]));
        Assert.Throws<ArgumentException>(() => outputs.Add([1f, 2f, 3f], 2, [0], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => outputs.Add([1f, 2f], 2, [2], [0]));
        Assert.Equal(1, outputs.Count);
    }

    static ClassifierOutputs Outputs(float[][] logits, int[] labels)
    {
        var outputs = new ClassifierOutputs();
        outputs.Add([.. logits.SelectMany(row => row)], logits[0].Length, labels, [.. Enumerable.Range(0, labels.Length)]);
        return outputs;
    }

    static ClassifierOutputs Binary(params (double Probability, bool IsRight)[] pictures) => Outputs(
        [.. pictures.Select(picture => new[] { (float)Math.Log(picture.Probability / (1 - picture.Probability)), 0f })], [.. pictures.Select(picture => picture.IsRight ? 0 : 1)]);

    /// <summary>Labels drawn from softmax(z), for random z, with logits factor · z.</summary>
    static ClassifierOutputs Overconfident(int count, int classes, double factor, ulong seed)
    {
        var random = new CounterRandom(seed, RandomPurpose.Synthetic);
        var logits = new float[count][];
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            double[] z = [.. Enumerable.Range(0, classes).Select(_ => random.NextDouble() * 4)];
            double draw = random.NextDouble() * z.Sum(Math.Exp);
            while (draw > Math.Exp(z[labels[i]]) && labels[i] < classes - 1)
                draw -= Math.Exp(z[labels[i]++]);
            logits[i] = [.. z.Select(value => (float)(factor * value))];
        }
        return Outputs(logits, labels);
    }

    static double Accuracy(ClassifierOutputs outputs) =>
        Enumerable.Range(0, outputs.Count).Count(i => outputs.PredictedOf(i) == outputs.LabelOf(i)) / (double)outputs.Count;

    /// <summary>The cross entropy as its definition says.</summary>
    static double Loss(ClassifierOutputs outputs, double temperature) => Enumerable.Range(0, outputs.Count).Average(i =>
    {
        float[] logits = outputs.LogitsOf(i).ToArray();
        return Math.Log(logits.Sum(logit => Math.Exp(logit / temperature))) - (logits[outputs.LabelOf(i)] / temperature);
    });

    /// <summary>The minimum by a search that knows no derivative.</summary>
    static double ByGoldenSection(ClassifierOutputs outputs)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2, low = 0.05, high = 20;
        while (high - low > 1e-8)
        {
            double first = high - (ratio * (high - low)), second = low + (ratio * (high - low));
            if (Loss(outputs, first) < Loss(outputs, second))
                high = second;
            else
                low = first;
        }
        return (low + high) / 2;
    }
}
