using ResNeXtSharp.Data;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Data;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class LearningRateFinderTests
{
    [Fact]
    public void Rates_rise_by_the_same_factor_from_the_lowest_to_the_highest()
    {
        using var small = new SmallTraining();
        LearningRateCurve curve = Finder(small, 1e-5, 1e-3, 21).Find(small.Train);
        Assert.Equal(21, curve.Points.Count);
        Assert.False(curve.HasDiverged);
        Assert.Equal(1e-5, curve.Points[0].LearningRate, 1e-15);
        Assert.Equal(1e-4, curve.Points[10].LearningRate, 1e-14);
        Assert.Equal(1e-3, curve.Points[20].LearningRate, 1e-13);
    }

    [Fact]
    public void Losses_are_those_of_a_training_with_these_rates_and_their_moving_average()
    {
        using SmallTraining found = new(pictures: 40), trained = new(pictures: 40);
        IReadOnlyList<LearningRatePoint> points = Finder(found, 1e-3, 1e-1, 7).Find(found.Train).Points;
        int step = 0;
        double weights = 0, weighted = 0;
        for (int epoch = 0; step < points.Count; epoch++)
        {
            foreach (Batch batch in trained.Train.Take(points.Count - step))
            {
                trained.Optimizer.LearningRate = points[step].LearningRate;
                Assert.Equal(trained.Trainer.Step(batch.Inputs, batch.Labels).Loss, points[step].Loss);
                (weights, weighted) = ((0.98 * weights) + 1, (0.98 * weighted) + points[step].Loss);
                Assert.Equal(weighted / weights, points[step].SmoothedLoss, 1e-12);
                step++;
            }
        }
    }

    /// <summary>
    /// Two logits, each the sum of a weight and a bias: the loss is convex in their difference, with a curvature of 4 p (1 - p), at most 1. Gradient descent
    /// lowers such a loss with any rate below 2, and leaves the valley with rates above that.
    /// </summary>
    [Fact]
    public void In_a_convex_valley_the_loss_falls_below_twice_the_inverse_of_its_curvature_and_rises_beyond()
    {
        using var pictures = new DataLoader(new Subset(new NumberedDataset(6), [0, 1, 5]), batchSize: 3, shuffle: false, new ToTensor());
        var model = new Valley();
        LearningRateCurve curve = new LearningRateFinder(model, new Sgd(model.Parameters(), 1)) { Lowest = 0.25, Highest = 1e3, Steps = 24 }.Find(pictures);
        IReadOnlyList<LearningRatePoint> points = curve.Points;
        for (int i = 1; i < points.Count && points[i - 1].LearningRate < 2; i++)
            Assert.True(points[i].Loss <= points[i - 1].Loss + 1e-6, $"{points[i - 1]} {points[i]}");
        Assert.True(points[^1].Loss > 10 * points.Min(point => point.Loss), string.Join('\n', points));
        Assert.InRange(points.MinBy(point => point.Loss).LearningRate, 0.5, 10);
        Assert.Equal(curve.Minimum.LearningRate / 10, curve.Suggestion!.Value, 1e-12);
        Assert.InRange(curve.Steepest!.Value.LearningRate, 0.25, curve.Minimum.LearningRate);
    }

    [Fact]
    public void It_stops_where_the_average_is_four_times_its_lowest()
    {
        using var small = new SmallTraining();
        LearningRateCurve curve = new LearningRateFinder(small.Model, new Sgd(small.Model.Parameters(), 1)) { Lowest = 1e-3, Highest = 1e9 }.Find(small.Train);
        Assert.True(curve.HasDiverged);
        Assert.InRange(curve.Points.Count, 10, 99);
        double lowest = curve.Points.Min(point => point.SmoothedLoss);
        Assert.All(curve.Points.SkipLast(1), point => Assert.True(point.SmoothedLoss <= 4 * lowest));
        Assert.All(curve.Points, point => Assert.True(double.IsFinite(point.Loss)));
    }

    [Fact]
    public void It_stops_at_a_loss_that_is_no_number()
    {
        using var small = new SmallTraining();
        LearningRateCurve curve = new LearningRateFinder(small.Model, new Sgd(small.Model.Parameters(), 1)) { Lowest = 1, Highest = 1e38, Steps = 10 }.Find(small.Train);
        Assert.True(curve.HasDiverged);
        Assert.InRange(curve.Points.Count, 1, 9);
        Assert.All(curve.Points, point => Assert.True(double.IsFinite(point.Loss)));
    }

    [Fact]
    public void A_first_loss_that_is_no_number_is_an_error()
    {
        using var small = new SmallTraining();
        Tensor weight = small.Model.Parameters()[0].Value;
        weight.CopyFrom([.. Enumerable.Repeat(float.NaN, weight.Shape.Count)]);
        Assert.Throws<NonFiniteLossException>(() => Finder(small, 1e-3, 1, 10).Find(small.Train));
    }

    [Fact]
    public void The_model_and_the_loader_are_what_they_were()
    {
        using var small = new SmallTraining(model: SmallTraining.SmallResNeXt());
        string before = SmallTraining.Fingerprint(small.Model);
        small.Train.Epoch = 3;
        Finder(small, 1e-3, 1, 10).Find(small.Train);
        Assert.Equal((before, 3, 1e-3), (SmallTraining.Fingerprint(small.Model), small.Train.Epoch, small.Optimizer.LearningRate));
    }

    [Fact]
    public void A_search_that_is_stopped_gives_the_weights_back_too()
    {
        using var small = new SmallTraining();
        string before = SmallTraining.Fingerprint(small.Model);
        using var cancellation = new CancellationTokenSource();
        var recorder = new Recorder<LearningRatePoint>(_ => cancellation.Cancel());
        Assert.Throws<OperationCanceledException>(() => Finder(small, 1e-3, 1, 10).Find(small.Train, recorder, cancellation.Token));
        Assert.Single(recorder.Reports);
        Assert.Equal(before, SmallTraining.Fingerprint(small.Model));
    }

    [Fact]
    public void A_loss_that_never_falls_suggests_nothing()
    {
        LearningRatePoint[] points = [.. Enumerable.Range(1, 20).Select(i => new LearningRatePoint(i, i, i))];
        Assert.Null(new LearningRateCurve(points, 20, hasDiverged: false).Suggestion);
    }

    [Fact]
    public void The_steepest_descent_is_looked_for_in_the_logarithm_of_the_rate_and_before_the_minimum()
    {
        double[] losses = [9, 9, 8.9, 8, 4, 3, 2, 2.5, 9, 0];
        LearningRatePoint[] points = [.. losses.Select((loss, i) => new LearningRatePoint(Math.Pow(10, i), loss, loss))];
        var curve = new LearningRateCurve(points.AsSpan(0, 9).ToArray(), 9, hasDiverged: false);
        Assert.Equal((1e4, 1e6), (curve.Steepest!.Value.LearningRate, curve.Minimum.LearningRate));
        Assert.Equal(1e5, curve.Suggestion!.Value, 1e-6);
    }

    [Fact]
    public void Accumulated_batches_make_one_point()
    {
        using SmallTraining two = new(pictures: 64, batchSize: 8), one = new(pictures: 64, batchSize: 8);
        LearningRateFinder finder = new(two.Model, two.Optimizer) { Lowest = 1e-9, Highest = 1e-8, Steps = 4, AccumulationSteps = 2 };
        IReadOnlyList<LearningRatePoint> points = finder.Find(two.Train).Points;
        Assert.Equal((4, 4), (points.Count, two.Optimizer.StepCount));
        one.Optimizer.LearningRate = 0;
        double[] losses = [.. one.Train.Take(2).Select(batch => one.Trainer.Step(batch.Inputs, batch.Labels).Loss)];
        Assert.Equal(losses.Average(), points[0].Loss, 1e-5);
    }

    [Theory]
    [InlineData(0, 1, 10)]
    [InlineData(1, 1, 10)]
    [InlineData(2, 1, 10)]
    [InlineData(1, double.PositiveInfinity, 10)]
    [InlineData(double.NaN, 1, 10)]
    [InlineData(1, 2, 1)]
    public void What_makes_no_range_is_refused(double lowest, double highest, int steps)
    {
        using var small = new SmallTraining();
        Assert.Throws<ArgumentException>(() => Finder(small, lowest, highest, steps).Find(small.Train));
    }

    static LearningRateFinder Finder(SmallTraining small, double lowest, double highest, int steps) =>
        new(small.Model, small.Optimizer) { Lowest = lowest, Highest = highest, Steps = steps };

    /// <summary>The same two logits for any picture, beginning far up the side of the valley.</summary>
    private sealed class Valley : Module
    {
        private readonly Linear _linear;

        internal Valley()
        {
            _linear = Register("fc", new Linear(1, 2, seed: 0));
            _linear.Weight.Value.CopyFrom([-2f, 2f]);
            _linear.Bias!.Value.CopyFrom([-2f, 2f]);
        }

        protected override Tensor ForwardCore(Tensor input) => _linear.Forward(Tensor.Ones([input.Shape[0], 1]));
    }
}
