using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Elementwise;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>Inputs [n, c1, h, w], [n, c2, h, w], ... give [n, c1 + c2 + ..., h, w]: torch.cat over dimension 1.</summary>
internal sealed class ConcatOperation : Operation<ConcatOperation>
{
    internal static Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        if (inputs.Length == 0)
            throw new ArgumentException("There is nothing to concatenate.", nameof(inputs));
        var cells = new TensorCell?[inputs.Length];
        Shape first = inputs[0].Shape;
        int channels = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i].RequireRank(4, "Concatenation over channels");
            if (inputs[i].Shape.With(1, 1) != first.With(1, 1))
                throw new ArgumentException($"Tensors of shapes {first} and {inputs[i].Shape} differ in more than their channels.", nameof(inputs));
            cells[i] = inputs[i].Cell;
            channels += inputs[i].Shape[1];
        }
        TensorCell output = TensorCell.Create(first.With(1, channels), MemoryLayout.ChannelsLast);
        int start = 0;
        foreach (TensorCell? input in cells)
        {
            int count = input!.Shape[1];
            Rows.Move(input.Values, count, 0, output.Values, channels, start, count, accumulate: false);
            start += count;
        }
        Record(output, cells);
        return new Tensor(output);
    }

    internal override void Backward()
    {
        int start = 0;
        for (int i = 0; i < InputCount; i++)
        {
            int count = Input(i)!.Shape[1];
            if (Wants(i))
            {
                Span<float> gradInput = Input(i)!.GradientTarget(out bool accumulate);
                Rows.Move(Output.Gradient!.Span, Output.Shape[1], start, gradInput, count, 0, count, accumulate);
            }
            start += count;
        }
    }
}
