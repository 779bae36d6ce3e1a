using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Optimizers;

/// <summary>Parameters of odd lengths beside doubles that a reference steps.</summary>
internal sealed class ParameterSet
{
    // One float, less than a vector, odd, and more than a slice.
    private static readonly int[] Lengths = [1, 3, 37, 64, 20_001];

    internal ParameterSet()
    {
        Slices = new ParameterSlices(Lengths);
        for (int i = 0; i < Lengths.Length; i++)
        {
            float[] values = Values.Uniform(10 + i, Lengths[i]);
            Slices.Parameters[i] = Buffer(values);
            Slices.First[i] = Buffer(new float[Lengths[i]]);
            Slices.Second[i] = Buffer(new float[Lengths[i]]);
            Slices.Gradients[i] = Buffer(new float[Lengths[i]]);
            Expected.Add([.. values.Select(value => new Scalar { Value = value })]);
        }
    }

    internal ParameterSlices Slices { get; }

    internal List<Scalar[]> Expected { get; } = [];

    /// <summary>Sets the gradients of a step and lets <paramref name="reference"/> step every scalar.</summary>
    internal void Step(int step, Action<Scalar, double> reference)
    {
        for (int i = 0; i < Lengths.Length; i++)
        {
            float[] gradients = Values.Uniform((100 * step) + i, Lengths[i]);
            gradients.CopyTo(Slices.Gradients[i]!.Span);
            for (int j = 0; j < gradients.Length; j++)
                reference(Expected[i][j], gradients[j]);
        }
    }

    internal float[] Bits() => [.. Enumerable.Range(0, Lengths.Length).SelectMany(i => Slices.Parameters[i]!.Span.ToArray())];

    /// <summary>Compares values and those moments that the step keeps.</summary>
    internal void Check(string context)
    {
        for (int i = 0; i < Lengths.Length; i++)
        {
            Closeness.Check([.. Expected[i].Select(scalar => scalar.Value)], Slices.Parameters[i]!.Span, 4 * Closeness.Epsilon, $"values of {Lengths[i]}, {context}");
            if (Slices.First[i] is not null)
                Closeness.Check([.. Expected[i].Select(scalar => scalar.First)], Slices.First[i]!.Span, 4 * Closeness.Epsilon, $"first moments of {Lengths[i]}, {context}");
            Closeness.CheckRelative([.. Expected[i].Select(scalar => scalar.Second)], Slices.Second[i]!.Span, 8 * Closeness.Epsilon, 1e-3, $"second moments of {Lengths[i]}, {context}");
        }
    }

    static NativeBuffer Buffer(float[] values)
    {
        NativeBuffer buffer = BufferPool.Rent(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    internal sealed class Scalar
    {
        internal double Value { get; set; }

        internal double First { get; set; }

        internal double Second { get; set; }
    }
}
