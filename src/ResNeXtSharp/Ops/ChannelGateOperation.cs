using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Input [n, c, h, w] and gate [n, c, 1, 1] give [relu](input · gate [+ residual]), of the input's shape (Hu et al. 2018, equation 4).</summary>
internal sealed class ChannelGateOperation : Operation<ChannelGateOperation>
{
    private bool _relu;

    internal static Tensor Forward(Tensor input, Tensor gate, Tensor residual, bool relu)
    {
        input.RequireRank(4, "A gate over channels");
        Shape x = input.Shape;
        if (gate.Shape != [x[0], x[1], 1, 1])
            throw new ArgumentException($"Channels of {x} need a gate [{x[0]}, {x[1]}, 1, 1], not {gate.Shape}.", nameof(gate));
        if (residual.IsDefined && residual.Shape != x)
            throw new ArgumentException($"A residual of shape {residual.Shape} cannot be added to {x}.", nameof(residual));
        TensorCell output = TensorCell.Create(x, MemoryLayout.ChannelsLast);
        ChannelGate.Forward(input.Cell.Values, gate.Cell.Values, residual.IsDefined ? residual.Cell.Values : default, relu, x[1], output.Values);
        if (Record(output, input.Cell, gate.Cell, residual.IsDefined ? residual.Cell : null) is { } operation)
            operation._relu = relu;
        return new Tensor(output);
    }

    internal override void Backward()
    {
        TensorCell input = Input(0)!, gate = Input(1)!;
        int channels = input.Shape[1];
        NativeBuffer gradient = Output.TakeGradient();
        if (_relu)
            Elementwise.ReluBackward(gradient.Span, Output.Values, gradient.Span);
        if (Wants(1))
        {
            Span<float> gradGate = gate.GradientTarget(out bool accumulate);
            ChannelGate.BackwardGate(gradient.Span, input.Values, channels, gradGate, accumulate);
        }
        if (Wants(0))
        {
            Span<float> gradInput = input.GradientTarget(out bool accumulate);
            ChannelGate.Forward(gradient.Span, gate.Values, accumulate ? gradInput : default, relu: false, channels, gradInput);
        }
        // The residual's gradient is the masked gradient itself.
        if (Wants(2))
            Input(2)!.GiveGradient(gradient);
        else
            BufferPool.Return(gradient);
    }
}
