using ResNeXtSharp.Ops;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Ops;

/// <summary>Small tensors that depend on their shape and a seed only.</summary>
internal static class RandomTensor
{
    internal static float[] Values(int count, ulong seed, float low = -1, float high = 1)
    {
        var values = new float[count];
        new CounterRandom(seed, RandomPurpose.Synthetic).FillUniform(values, low, high);
        return values;
    }

    internal static Tensor Uniform(Shape shape, ulong seed, float low = -1, float high = 1) => Tensor.FromArray(Values(shape.Count, seed, low, high), shape);

    /// <summary>A leaf that wants a gradient.</summary>
    internal static Tensor Leaf(Shape shape, ulong seed, float low = -1, float high = 1) => Wanting(Uniform(shape, seed, low, high));

    /// <summary>A leaf whose elements keep at least 0.05 from zero, so that no small step crosses the kink of a rectifier.</summary>
    internal static Tensor LeafAwayFromZero(Shape shape, ulong seed) =>
        Wanting(Tensor.FromArray([.. Values(shape.Count, seed).Select(v => v + (v < 0 ? -0.05f : 0.05f))], shape));

    /// <summary>A leaf whose elements differ from each other by at least 0.05, so that no small step changes which one is the largest.</summary>
    internal static Tensor LeafOfDistinctValues(Shape shape, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, shape.Count)];
        new CounterRandom(seed, RandomPurpose.Synthetic).Shuffle(order.AsSpan());
        return Wanting(Tensor.FromArray([.. order.Select(rank => (rank - (shape.Count / 2)) * 0.05f)], shape));
    }

    internal static Tensor ConvolutionKernels(Shape shape, int groups, ulong seed) => Filled(Functional.ConvolutionWeight(shape, groups), seed);

    internal static Tensor LinearWeight(Shape shape, ulong seed) => Filled(Functional.LinearWeight(shape), seed);

    internal static Tensor Wanting(Tensor tensor)
    {
        tensor.RequiresGrad = true;
        return tensor;
    }

    static Tensor Filled(Tensor weight, ulong seed)
    {
        weight.CopyFrom(Values(weight.Shape.Count, seed));
        return Wanting(weight);
    }
}
