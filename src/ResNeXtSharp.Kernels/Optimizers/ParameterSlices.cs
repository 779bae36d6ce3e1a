using ResNeXtSharp.Kernels.Memory;

namespace ResNeXtSharp.Kernels.Optimizers;

/// <summary>
/// All parameters of a model cut into slices, so that one parallel region updates them all: small tensors cost no region of their own, large ones
/// spread over the threads.
/// </summary>
public sealed class ParameterSlices
{
    private const int SliceLength = 1 << 14;

    private readonly Slice[] _slices;

    /// <summary>Cuts buffers of these lengths.</summary>
    public ParameterSlices(ReadOnlySpan<int> lengths)
    {
        var slices = new List<Slice>();
        for (int parameter = 0; parameter < lengths.Length; parameter++)
        {
            for (int start = 0; start < lengths[parameter]; start += SliceLength)
                slices.Add(new Slice(parameter, start, Math.Min(SliceLength, lengths[parameter] - start)));
        }
        _slices = [.. slices];
        Parameters = new NativeBuffer?[lengths.Length];
        Gradients = new NativeBuffer?[lengths.Length];
        First = new NativeBuffer?[lengths.Length];
        Second = new NativeBuffer?[lengths.Length];
        Updates = new WeightUpdate?[lengths.Length];
    }

    /// <summary>The values; a parameter whose gradient is missing is left alone.</summary>
    public NativeBuffer?[] Parameters { get; }

    /// <summary>The gradients.</summary>
    public NativeBuffer?[] Gradients { get; }

    /// <summary>First moments, or momentum.</summary>
    public NativeBuffer?[] First { get; }

    /// <summary>Second moments.</summary>
    public NativeBuffer?[] Second { get; }

    /// <summary>The coming step of each parameter by itself, once an optimizer has prepared it.</summary>
    public WeightUpdate?[] Updates { get; }

    internal int Count => _slices.Length;

    internal Slice this[int index] => _slices[index];

    internal readonly record struct Slice(int Parameter, int Start, int Length);
}
