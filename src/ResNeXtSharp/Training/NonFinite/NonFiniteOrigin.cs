using System.Numerics.Tensors;
using ResNeXtSharp.Data;
using ResNeXtSharp.Nn;
using Tensor = ResNeXtSharp.Tensors.Tensor;

namespace ResNeXtSharp.Training;

/// <summary>Finds where numbers went bad first. Looked for only once something has happened.</summary>
internal static class NonFiniteOrigin
{
    /// <summary>The picture, or else the tensor of the model, in the order of the forward pass.</summary>
    internal static string? Of(Module model, Batch batch, Dataset pictures)
    {
        ReadOnlySpan<float> inputs = batch.Inputs.Cell.Values;
        int size = inputs.Length / batch.Count;
        for (int i = 0; i < batch.Count; i++)
        {
            if (!IsFinite(inputs.Slice(i * size, size)))
                return $"the inputs of {pictures.Describe(batch.Indices[i])} of {pictures.Name}";
        }
        return Of(model);
    }

    /// <summary>
    /// The first parameter that an earlier step has spoiled, or else the first batch normalisation whose statistics the forward pass has, or null.
    /// </summary>
    internal static string? Of(Module model) =>
        model.NamedParameters().Select(named => (named.Name, named.Parameter.Value)).Concat(model.NamedBuffers())
            .Where(named => !IsFinite(named.Item2.Cell.Values)).Select(named => named.Item1).FirstOrDefault();

    /// <summary>The first parameter, from the output on, whose gradient is not finite, or null: a backward pass meets it first.</summary>
    internal static string? OfGradients(Module model) =>
        model.NamedParameters().Reverse().Where(named => named.Parameter.Value.Cell is { HasGradient: true } cell && !IsFinite(cell.Gradient!.Span))
            .Select(named => named.Name).FirstOrDefault();

    internal static bool IsFinite(ReadOnlySpan<float> values) => float.IsFinite(TensorPrimitives.MaxMagnitude(values));
}
