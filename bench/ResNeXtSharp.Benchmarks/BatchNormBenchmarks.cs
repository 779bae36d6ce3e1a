using BenchmarkDotNet.Attributes;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Benchmarks;

/// <summary>Batch normalisation of a stage's activations: statistics and normalisation in training, one pass in evaluation.</summary>
public class BatchNormBenchmarks
{
    private readonly Dictionary<bool, BatchNorm2d> _norms = [];
    private Tensor _input;

    /// <summary>Channels; pictures and pixels follow from them as in the network at 32x32 and batch 32.</summary>
    [Params(256, 1024)]
    public int Channels { get; set; }

    [GlobalSetup]
    public void Create()
    {
        var size = Channels == 256 ? 8 : 2;
        _input = Tensor.Ones([32, Channels, size, size]);
        foreach (var training in (bool[])[true, false])
        {
            _norms[training] = new BatchNorm2d(Channels);
            _norms[training].SetTraining(training);
        }
    }

    [Benchmark]
    public void Training() => Forward(_norms[true]);

    [Benchmark]
    public void Evaluation() => Forward(_norms[false]);

    void Forward(BatchNorm2d norm)
    {
        using var scope = Autograd.NoGrad();
        norm.Forward(_input).Release();
    }
}
