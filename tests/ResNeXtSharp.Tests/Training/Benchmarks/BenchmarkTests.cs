using ResNeXtSharp.Nn;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class BenchmarkTests
{
    [Fact]
    public void The_figures_of_a_measurement_fit_together()
    {
        Sequential model = SmallModel();
        FlopCount flops = FlopCount.Of(model, [4, 3, 6, 6]);
        var benchmark = new Benchmark(model, [4, 3, 6, 6], classes: 5);

        Speed training = benchmark.MeasureTraining(rounds: 3, TimeSpan.FromMilliseconds(1), Token);
        Speed inference = benchmark.MeasureInference(rounds: 2, TimeSpan.FromMilliseconds(1), Token);

        AssertConsistent(training, pictures: 4, flops.TrainingStep);
        AssertConsistent(inference, pictures: 4, flops.Forward);
    }

    [Fact]
    public void Training_changes_the_weights_and_inference_does_not()
    {
        Sequential model = SmallModel();
        var benchmark = new Benchmark(model, [2, 3, 6, 6], classes: 5);
        float[] before = Weights(model);
        benchmark.MeasureInference(rounds: 1, TimeSpan.Zero, Token);
        Assert.Equal(before, Weights(model));
        Assert.True(model.IsTraining);
        benchmark.MeasureTraining(rounds: 1, TimeSpan.Zero, Token);
        Assert.NotEqual(before, Weights(model));
    }

    [Fact]
    public void A_cancelled_measurement_ends()
    {
        var benchmark = new Benchmark(SmallModel(), [2, 3, 6, 6], classes: 5);
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => benchmark.MeasureTraining(1, TimeSpan.FromHours(1), cancelled));
        Assert.Throws<OperationCanceledException>(() => benchmark.MeasureInference(1, TimeSpan.FromHours(1), cancelled));
    }

    [Fact]
    public void A_batch_that_the_model_does_not_take_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Benchmark(SmallModel(), [2, 4, 6, 6], classes: 5));
        Assert.Throws<ArgumentException>(() => new Benchmark(SmallModel(), [0, 3, 6, 6], classes: 5));
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    static void AssertConsistent(Speed speed, int pictures, long operations)
    {
        Assert.True(speed.Milliseconds > 0);
        Assert.Equal(pictures / speed.Milliseconds * 1e3, speed.ImagesPerSecond, speed.ImagesPerSecond * 1e-9);
        Assert.Equal(operations / speed.Milliseconds * 1e-6, speed.Gflops, speed.Gflops * 1e-9);
    }

    static float[] Weights(Sequential model) => ((Conv2d)model[0]).Weight.Value.ToArray();

    static Sequential SmallModel() => new(new Conv2d(3, 8, kernelSize: 3, padding: 1), new BatchNorm2d(8), new ReLU(), new AdaptiveAvgPool2d(), new Classifier());

    /// <summary>[n, 8, 1, 1] to logits.</summary>
    private sealed class Classifier : Module
    {
        private readonly Linear _linear;

        internal Classifier() => _linear = Register("linear", new Linear(8, 5));

        protected override ResNeXtSharp.Tensors.Tensor ForwardCore(ResNeXtSharp.Tensors.Tensor input) => _linear.Forward(input.Flatten());
    }
}
