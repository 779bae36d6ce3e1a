using System.Text;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Golden;

/// <summary>The portable fill of the golden files: every tensor is a hash of its key and element index, so model and input need no file.</summary>
internal static class HashFill
{
    /// <summary>Values in [-1, 1).</summary>
    internal static double[] Noise(string key, int count)
    {
        uint hash = 0x811C9DC5;
        foreach (byte value in Encoding.UTF8.GetBytes(key))
            hash = (hash ^ value) * 0x01000193;
        var noise = new double[count];
        for (int i = 0; i < count; i++)
        {
            uint u = hash + ((uint)i * 2654435761);
            u ^= u >> 16;
            u *= 0x85EBCA6B;
            u ^= u >> 13;
            u *= 0xC2B2AE35;
            u ^= u >> 16;
            noise[i] = (u / 4294967296.0 * 2) - 1;
        }
        return noise;
    }

    internal static Tensor Input(Shape shape) => Tensor.FromArray([.. Noise("input", shape.Count).Select(v => (float)v)], shape);

    internal static void Fill(Module model)
    {
        foreach ((string key, Tensor tensor) in model.StateDict())
        {
            if (!key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                tensor.CopyFrom([.. Noise(key, tensor.Shape.Count).Select(v => (float)Scale(key, tensor.Shape, v))]);
        }
    }

    static double Scale(string key, Shape shape, double v) => shape.Rank switch
    {
        4 => v * Math.Sqrt(6.0 / (shape[1] * shape[2] * shape[3])),
        2 => v / Math.Sqrt(shape[1]),
        _ when key.EndsWith("running_var", StringComparison.Ordinal) => 1 + (0.5 * Math.Abs(v)),
        _ when key.EndsWith("running_mean", StringComparison.Ordinal) => 0.1 * v,
        _ when key.EndsWith("bn3.weight", StringComparison.Ordinal) => 0.2 + (0.02 * v),
        _ when key.EndsWith("weight", StringComparison.Ordinal) => 1 + (0.1 * v),
        _ => 0.1 * v,
    };
}
