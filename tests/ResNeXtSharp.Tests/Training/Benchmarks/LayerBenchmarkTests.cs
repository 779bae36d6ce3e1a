using ResNeXtSharp.Kernels.Threading;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class LayerBenchmarkTests
{
    [Fact]
    public void Layers_of_one_geometry_are_one_result_and_together_they_are_the_forward_pass()
    {
        var model = new Sequential(
            new Conv2d(3, 8, kernelSize: 3, padding: 1),
            new Conv2d(8, 8, kernelSize: 3, stride: 2, padding: 1, groups: 2),
            new Conv2d(8, 8, kernelSize: 1),
            new Conv2d(8, 8, kernelSize: 1),
            new AdaptiveAvgPool2d(1),
            new Flattening(),
            new Linear(8, 5));
        var layers = LayerBenchmark.Measure(model, [2, 3, 6, 6], TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Equal(["0", "1", "2", "6"], layers.Select(layer => layer.Name));
        Assert.Equal([1, 1, 2, 1], layers.Select(layer => layer.Count));
        Assert.Equal(FlopCount.Of(model, [2, 3, 6, 6]).Forward, layers.Sum(layer => layer.Count * layer.Operations));
        Assert.Equal(sizeof(float) * ((2 * 8 * 36) + (8 * 4 * 9) + (2 * 8 * 9)), layers[1].Bytes);
        Assert.Null(layers[0].BackwardInput);
        Assert.All(layers.Skip(1), layer => Assert.True(layer.Forward > 0 && layer.BackwardInput > 0 && layer.BackwardWeight > 0));
    }

    [Fact]
    public void Measuring_on_one_thread_restores_the_number_of_threads()
    {
        int threads = WorkerPool.Threads;
        Assert.Equal(1, MachineLimits.Measure(1).Threads);
        Assert.Equal(threads, WorkerPool.Threads);
    }

    private sealed class Flattening : Module
    {
        protected override Tensor ForwardCore(Tensor input) => input.Flatten();
    }
}
