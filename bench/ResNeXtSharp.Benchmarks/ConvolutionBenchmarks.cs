using BenchmarkDotNet.Attributes;
using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Memory;

namespace ResNeXtSharp.Benchmarks;

/// <summary>The three kernels of a convolution.</summary>
public abstract class ConvolutionBenchmarks
{
    private NativeBuffer _input = null!;
    private NativeBuffer _weight = null!;
    private NativeBuffer _output = null!;

    public abstract IEnumerable<Convolution> Cases { get; }

    [ParamsSource(nameof(Cases))]
    public Convolution Case { get; set; } = null!;

    [GlobalSetup]
    public void Rent()
    {
        _input = Ones(Case.Geometry.InputLength);
        _weight = Ones(Case.WeightLength);
        _output = Ones(Case.Geometry.OutputLength);
    }

    [GlobalCleanup]
    public void Return()
    {
        foreach (var buffer in (NativeBuffer[])[_input, _weight, _output]) BufferPool.Return(buffer);
    }

    [Benchmark]
    public void Forward()
    {
        if (Case.Geometry.Groups == 1) DenseConvolution.Forward(Case.Geometry, _input.Span, _weight.Span, _output.Span);
        else GroupedConvolution.Forward(Case.Geometry, _input.Span, _weight.Span, _output.Span);
    }

    [Benchmark]
    public void BackwardInput()
    {
        if (Case.Geometry.Groups == 1) DenseConvolution.BackwardInput(Case.Geometry, _output.Span, _weight.Span, _input.Span, accumulate: false);
        else GroupedConvolution.BackwardInput(Case.Geometry, _output.Span, _weight.Span, _input.Span, accumulate: false);
    }

    [Benchmark]
    public void BackwardWeight()
    {
        if (Case.Geometry.Groups == 1) DenseConvolution.BackwardWeight(Case.Geometry, _input.Span, _output.Span, _weight.Span, accumulate: false);
        else GroupedConvolution.BackwardWeight(Case.Geometry, _input.Span, _output.Span, _weight.Span, accumulate: false);
    }

    static NativeBuffer Ones(int length)
    {
        var buffer = BufferPool.Rent(length);
        buffer.Span.Fill(1f);
        return buffer;
    }
}

/// <summary>1x1 convolutions: matrix products. The network's stages at 32x32 pixels and batch 32.</summary>
public class PointwiseBenchmarks : ConvolutionBenchmarks
{
    public override IEnumerable<Convolution> Cases =>
    [
        Convolution.Of(32, 256, 8, 128, kernel: 1),
        Convolution.Of(32, 512, 4, 256, kernel: 1),
        Convolution.Of(32, 1024, 2, 512, kernel: 1),
        Convolution.Of(32, 2048, 1, 1024, kernel: 1),
        Convolution.Of(32, 256, 8, 512, kernel: 1, stride: 2),
    ];
}

/// <summary>3x3 convolutions in 32 groups of 4, 8, 16 and 32 channels: the stages at 224x224 pixels and batch 8, then at 32x32 and batch 32.</summary>
public class GroupedBenchmarks : ConvolutionBenchmarks
{
    public override IEnumerable<Convolution> Cases =>
    [
        Convolution.Of(8, 128, 56, 128, kernel: 3, groups: 32),
        Convolution.Of(8, 256, 28, 256, kernel: 3, groups: 32),
        Convolution.Of(8, 512, 14, 512, kernel: 3, groups: 32),
        Convolution.Of(8, 1024, 7, 1024, kernel: 3, groups: 32),
        Convolution.Of(32, 128, 8, 128, kernel: 3, groups: 32),
        Convolution.Of(32, 256, 8, 256, kernel: 3, stride: 2, groups: 32),
    ];
}
