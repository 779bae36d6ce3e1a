using BenchmarkDotNet.Attributes;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Benchmarks;

/// <summary>One update of all parameters of a linear layer: 28 bytes of memory traffic for each.</summary>
public class AdamBenchmarks
{
    private Adam _adam = null!;

    /// <summary>Rows and columns of the weight: 1 and 16 million parameters.</summary>
    [Params(1024, 4096)]
    public int Features { get; set; }

    [GlobalSetup]
    public void Create()
    {
        var layer = new Linear(Features, Features, bias: false);
        _adam = new Adam(layer.Parameters());
        // One step of training leaves a gradient, which every update then uses again.
        new CrossEntropyLoss().Forward(layer.Forward(Tensor.Ones([1, Features])), [0]).Backward();
    }

    [Benchmark]
    public void Step() => _adam.Step();
}
