using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Normalization;
using ResNeXtSharp.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace ResNeXtSharp.Ops;

/// <summary>
/// Input [n, c, h, w] gives [relu]((input - mean) / √(variance + epsilon) · weight + bias [+ residual]) of the same shape. In training mean and (biased)
/// variance are the batch's and move the running ones; else they are the running ones (Ioffe and Szegedy 2015; torch.nn.functional.batch_norm).
/// </summary>
internal sealed class BatchNorm2dOperation : Operation<BatchNorm2dOperation>
{
    private NativeBuffer? _mean;
    private NativeBuffer? _inverseDeviation;
    private IStatisticsExchange? _exchange;
    private int _rows;
    private bool _training;
    private bool _relu;

    internal static Tensor Forward(Tensor input, in BatchNormState state, Tensor residual, bool relu)
    {
        Check(input.Shape, state, residual);
        TensorCell x = input.Cell;
        int channels = x.Shape[1], rows = x.Shape.Count / channels;
        NativeBuffer mean = BufferPool.Rent(channels), inverseDeviation = BufferPool.Rent(channels);
        if (state.Training)
            rows = MeasureBatch(x, state, rows, mean.Span, inverseDeviation.Span);
        else
            UseRunning(state, mean.Span, inverseDeviation.Span);

        NativeBuffer scale = BufferPool.Rent(channels);
        TensorPrimitives.Multiply(state.Weight.Cell.Values, inverseDeviation.Span, scale.Span);
        TensorCell output = TensorCell.Create(x.Shape, MemoryLayout.ChannelsLast);
        ChannelAffine.Forward(x.Values, mean.Span, scale.Span, state.Bias.Cell.Values, residual.IsDefined ? residual.Cell.Values : default, relu, output.Values);
        BufferPool.Return(scale);

        if (Record(output, x, state.Weight.Cell, state.Bias.Cell, residual.IsDefined ? residual.Cell : null) is { } operation)
        {
            operation._mean = mean;
            operation._inverseDeviation = inverseDeviation;
            operation._exchange = state.Training ? state.Exchange : null;
            operation._rows = rows;
            operation._training = state.Training;
            operation._relu = relu;
        }
        else
        {
            BufferPool.Return(mean);
            BufferPool.Return(inverseDeviation);
        }
        return new Tensor(output);
    }

    internal override void Backward()
    {
        TensorCell x = Input(0)!;
        int channels = x.Shape[1];
        NativeBuffer gradient = Output.TakeGradient();
        NativeBuffer sumGradient = BufferPool.Rent(channels), sumDeviation = BufferPool.Rent(channels);
        BatchNormBackward.Reduce(gradient.Span, _relu ? Output.Values : default, x.Values, _mean!.Span, sumGradient.Span, sumDeviation.Span);
        if (Wants(1))
            AddTo(Input(1)!, sumDeviation.Span, _inverseDeviation!.Span);
        if (Wants(2))
            AddTo(Input(2)!, sumGradient.Span, default);

        NativeBuffer? own = ShareWithResidual(gradient);
        if (Wants(0))
        {
            if (_exchange is not null)
                SharedStatistics.Add(_exchange, sumGradient.Span, sumDeviation.Span);
            SendToInput(x, gradient, own, sumGradient.Span, sumDeviation.Span, _rows);
        }
        else if (own is not null)
            BufferPool.Return(own);
        BufferPool.Return(sumGradient);
        BufferPool.Return(sumDeviation);
    }

    protected override void ReleaseSaved()
    {
        BufferPool.Return(_mean!);
        BufferPool.Return(_inverseDeviation!);
        (_mean, _inverseDeviation, _exchange) = (null, null, null);
    }

    /// <summary>The residual's gradient is the masked gradient itself. Returns the buffer if this operation may still overwrite it.</summary>
    NativeBuffer? ShareWithResidual(NativeBuffer gradient)
    {
        if (!Wants(3))
            return gradient;
        TensorCell residual = Input(3)!;
        if (!residual.HasGradient)
        {
            residual.ReleaseGradient();
            residual.GiveGradient(gradient);
            return null;
        }
        Kernels.Elementwise.Elementwise.Accumulate(gradient.Span, residual.GradientTarget(out _));
        return gradient;
    }

    /// <summary>gradInput = scale · (g - shift - (x - mean) · slope), in the gradient's own memory where nobody else needs it.</summary>
    void SendToInput(TensorCell x, NativeBuffer gradient, NativeBuffer? own, ReadOnlySpan<float> sumGradient, ReadOnlySpan<float> sumDeviation, int rows)
    {
        int channels = sumGradient.Length;
        NativeBuffer scale = BufferPool.Rent(channels), shift = BufferPool.RentZeroed(channels), slope = BufferPool.RentZeroed(channels);
        TensorPrimitives.Multiply(Input(1)!.Values, _inverseDeviation!.Span, scale.Span);
        // Running statistics do not depend on the batch, so in evaluation only the scale remains.
        for (int c = 0; _training && c < channels; c++)
        {
            double inverse = _inverseDeviation.Span[c];
            shift.Span[c] = (float)((double)sumGradient[c] / rows);
            slope.Span[c] = (float)(inverse * inverse * sumDeviation[c] / rows);
        }
        if (own is not null && !x.HasGradient)
        {
            BatchNormBackward.Apply(gradient.Span, x.Values, _mean!.Span, scale.Span, shift.Span, slope.Span, own.Span, accumulate: false);
            x.ReleaseGradient();
            x.GiveGradient(own);
        }
        else
        {
            Span<float> target = x.GradientTarget(out bool accumulate);
            BatchNormBackward.Apply(gradient.Span, x.Values, _mean!.Span, scale.Span, shift.Span, slope.Span, target, accumulate);
            if (own is not null)
                BufferPool.Return(own);
        }
        BufferPool.Return(scale);
        BufferPool.Return(shift);
        BufferPool.Return(slope);
    }

    static void AddTo(TensorCell parameter, ReadOnlySpan<float> sum, ReadOnlySpan<float> factor)
    {
        Span<float> target = parameter.GradientTarget(out bool accumulate);
        for (int i = 0; i < target.Length; i++)
        {
            float value = factor.IsEmpty ? sum[i] : sum[i] * factor[i];
            target[i] = accumulate ? target[i] + value : value;
        }
    }

    /// <summary>Measures, and moves the running statistics.</summary>
    /// <returns>Values of a channel that were measured, those of other processes included.</returns>
    static int MeasureBatch(TensorCell x, in BatchNormState state, int rows, Span<float> mean, Span<float> inverseDeviation)
    {
        if (rows < 2 && state.Exchange is null)
            throw new ArgumentException(
                $"Batch normalisation in training needs more than one value per channel, and {x.Shape} has one: use a larger batch or picture, or drop a last batch of one.");
        if (x.Moments is { } moments)
            BatchStatistics.Merge(moments.Span, rows, x.Shape[1], mean, inverseDeviation);
        else
            BatchStatistics.Measure(x.Values, rows, x.Shape[1], mean, inverseDeviation);
        x.ReleaseMoments();
        if (state.Exchange is not null)
            rows = SharedStatistics.Merge(state.Exchange, rows, mean, inverseDeviation);
        Span<float> runningMean = state.RunningMean.Cell.Values, runningVariance = state.RunningVariance.Cell.Values;
        double unbiased = rows / (rows - 1.0);
        for (int c = 0; c < mean.Length; c++)
        {
            double variance = inverseDeviation[c];
            runningMean[c] = (float)(((1 - state.Momentum) * runningMean[c]) + (state.Momentum * mean[c]));
            runningVariance[c] = (float)(((1 - state.Momentum) * runningVariance[c]) + (state.Momentum * variance * unbiased));
        }
        InverseDeviation.Of(inverseDeviation, state.Epsilon, inverseDeviation);
        return rows;
    }

    static void UseRunning(in BatchNormState state, Span<float> mean, Span<float> inverseDeviation)
    {
        state.RunningMean.Cell.Values.CopyTo(mean);
        InverseDeviation.Of(state.RunningVariance.Cell.Values, state.Epsilon, inverseDeviation);
    }

    internal static void Check(Shape input, in BatchNormState state, Tensor residual)
    {
        if (input.Rank != 4 || input[1] != state.Weight.Shape.Count)
            throw new ArgumentException($"Batch normalisation of {state.Weight.Shape.Count} channels needs an input [n, {state.Weight.Shape.Count}, h, w], not {input}.");
        if (residual.IsDefined && residual.Shape != input)
            throw new ArgumentException($"A residual of shape {residual.Shape} cannot be added to {input}.");
    }
}
