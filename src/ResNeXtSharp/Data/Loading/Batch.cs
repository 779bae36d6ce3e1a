using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Data;

/// <summary>Several pictures, ready to go into a network together.</summary>
/// <param name="Inputs">The pictures, shape [count, channels, height, width].</param>
/// <param name="Labels">The class of each picture.</param>
/// <param name="Indices">Where each picture stands in its data set.</param>
public readonly record struct Batch(Tensor Inputs, int[] Labels, int[] Indices)
{
    /// <summary>The number of pictures.</summary>
    public int Count => Labels.Length;

    /// <summary>Splits the batch into what a training step needs.</summary>
    public void Deconstruct(out Tensor inputs, out int[] labels) => (inputs, labels) = (Inputs, Labels);

    internal static Batch From(BatchBuffer buffer)
    {
        var (height, width, channels) = buffer.Size;
        var inputs = Tensor.FromChannelsLast(buffer.Values, new Shape(buffer.Indices.Length, channels, height, width));
        return new Batch(inputs, buffer.Labels, buffer.Indices);
    }
}
