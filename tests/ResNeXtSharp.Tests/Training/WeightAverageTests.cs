using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class WeightAverageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_average_follows_its_formula_for_parameters_and_buffers(bool warmUp)
    {
        const double decay = 0.6;
        using var small = new SmallTraining(pictures: 48);
        var average = new WeightAverage(small.Model, decay, warmUp);
        Dictionary<string, double[]> expected = Doubles(small.Model);
        for (int update = 0; update < 3; update++)
        {
            small.Trainer.Fit(small.Train, null, epochs: 1);
            average.Update();
            double kept = warmUp ? Math.Min(decay, (1.0 + update) / (10.0 + update)) : decay;
            foreach ((string key, double[] now) in Doubles(small.Model))
                expected[key] = [.. expected[key].Zip(now, (old, value) => (kept * old) + ((1 - kept) * value))];
        }
        Assert.Equal(3, average.Updates);
        Assert.Equal(expected.Keys, average.State.Keys);
        foreach ((string key, Tensor actual) in average.State)
            Assert.All(expected[key].Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void A_model_gets_its_own_values_back()
    {
        using var small = new SmallTraining(pictures: 48);
        var average = new WeightAverage(small.Model, 0.9);
        small.Trainer.Fit(small.Train, null, epochs: 1);
        average.Update();
        string before = SmallTraining.Fingerprint(small.Model);
        float[] averaged = average.State["fc.weight"].ToArray();
        using (average.Borrow())
            Assert.Equal(averaged, small.Model.StateDict()["fc.weight"].ToArray());
        Assert.Equal(before, SmallTraining.Fingerprint(small.Model));
        Assert.Equal(averaged, average.State["fc.weight"].ToArray());
    }

    [Fact]
    public void Validation_measures_the_average_and_training_goes_on_without_it()
    {
        using SmallTraining plain = new(), averaged = new();
        var average = new WeightAverage(averaged.Model, 0.9);
        var trainer = new Trainer(averaged.Model, averaged.Optimizer) { Average = average };
        plain.Trainer.Fit(plain.Train, plain.Validation, epochs: 2);
        EpochResult last = trainer.Fit(averaged.Train, averaged.Validation, epochs: 2)[1];

        Assert.Equal(SmallTraining.Fingerprint(plain.Model), SmallTraining.Fingerprint(averaged.Model));
        Assert.Equal(averaged.Optimizer.StepCount, average.Updates);
        using (average.Borrow())
            Assert.Equal(Evaluation.Run(averaged.Model, averaged.Validation).Loss, last.ValidationLoss);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_decay_that_makes_no_sense_is_refused(double decay) => Assert.Throws<ArgumentOutOfRangeException>(() => new WeightAverage(new TinyNetwork(), decay));

    static Dictionary<string, double[]> Doubles(Module model) =>
        model.StateDict().ToDictionary(entry => entry.Key, entry => entry.Value.ToArray().Select(value => (double)value).ToArray());
}
