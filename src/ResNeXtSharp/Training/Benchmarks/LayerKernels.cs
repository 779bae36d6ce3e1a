using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Memory;

namespace ResNeXtSharp.Training;

/// <summary>The kernels of one layer with memory to run on.</summary>
internal sealed class LayerKernels : IDisposable
{
    private readonly ConvGeometry _geometry;
    private readonly NativeBuffer _input;
    private readonly NativeBuffer _weight;
    private readonly NativeBuffer _output;

    internal LayerKernels(ConvGeometry geometry)
    {
        _geometry = geometry;
        _input = RentOnes(geometry.InputLength);
        _weight = RentOnes(geometry.Groups == 1 ? Panels.Length(geometry.Depth, geometry.OutChannels) : checked(geometry.OutChannels * geometry.Depth));
        _output = RentOnes(geometry.OutputLength);
    }

    internal long Bytes => sizeof(float) * ((long)_input.Length + _weight.Length + _output.Length);

    internal void Forward()
    {
        if (_geometry.Groups == 1)
            DenseConvolution.Forward(_geometry, _input.Span, _weight.Span, _output.Span);
        else
            GroupedConvolution.Forward(_geometry, _input.Span, _weight.Span, _output.Span);
    }

    internal void BackwardInput()
    {
        if (_geometry.Groups == 1)
            DenseConvolution.BackwardInput(_geometry, _output.Span, _weight.Span, _input.Span, accumulate: false);
        else
            GroupedConvolution.BackwardInput(_geometry, _output.Span, _weight.Span, _input.Span, accumulate: false);
    }

    internal void BackwardWeight()
    {
        if (_geometry.Groups == 1)
            DenseConvolution.BackwardWeight(_geometry, _input.Span, _output.Span, _weight.Span, accumulate: false);
        else
            GroupedConvolution.BackwardWeight(_geometry, _input.Span, _output.Span, _weight.Span, accumulate: false);
    }

    /// <summary>Gives the memory back to the pool.</summary>
    public void Dispose()
    {
        BufferPool.Return(_input);
        BufferPool.Return(_weight);
        BufferPool.Return(_output);
    }

    static NativeBuffer RentOnes(int length)
    {
        NativeBuffer buffer = BufferPool.Rent(length);
        buffer.Span.Fill(1f);
        return buffer;
    }
}
