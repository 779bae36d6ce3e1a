using System.Numerics.Tensors;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Tensors;
using Tensor = ResNeXtSharp.Tensors.Tensor;

namespace ResNeXtSharp.Ops;

/// <summary>
/// A convolution and the normalisation by running statistics behind it in one pass: the normalisation, the residual and ReLU are applied to each block of
/// the product while it is in the cache. The same bits as the two operations one after the other. Nothing is recorded.
/// </summary>
internal static class ConvBatchNorm2d
{
    internal static Tensor Forward(Tensor input, Tensor weight, int stride, int padding, int groups, in BatchNormState state, Tensor residual, bool relu)
    {
        ConvGeometry geometry = Conv2dOperation.GeometryOf(input, weight, stride, padding, groups);
        TensorCell output = TensorCell.Create([geometry.Batch, geometry.OutChannels, geometry.OutHeight, geometry.OutWidth], MemoryLayout.ChannelsLast);
        BatchNorm2dOperation.Check(output.Shape, state, residual);
        NativeBuffer scale = BufferPool.Rent(geometry.OutChannels);
        InverseDeviation.Of(state.RunningVariance.Cell.Values, state.Epsilon, scale.Span);
        TensorPrimitives.Multiply(state.Weight.Cell.Values, scale.Span, scale.Span);
        var norm = new ChannelNorm
        {
            Mean = state.RunningMean.Cell.Values,
            Scale = scale.Span,
            Bias = state.Bias.Cell.Values,
            Residual = residual.IsDefined ? residual.Cell.Values : default,
            Relu = relu,
        };
        if (groups == 1)
            DenseConvolution.Forward(geometry, input.Cell.Values, weight.Cell.Values, norm, output.Values);
        else
            GroupedConvolution.Forward(geometry, input.Cell.Values, weight.Cell.Values, norm, output.Values);
        BufferPool.Return(scale);
        ForwardScope.Own(output);
        return new Tensor(output);
    }
}
