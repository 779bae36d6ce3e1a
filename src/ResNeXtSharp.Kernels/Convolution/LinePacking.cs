using System.Runtime.CompilerServices;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// Copies channels out of channels-last pixels into lines of neighbouring vectors. There the pixels of a large map no longer share a few
/// cache sets, and zeros around a line spare the kernels its borders.
/// </summary>
internal static unsafe class LinePacking<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Floats of a packed position: a vector, and never less than the four channels that the weight gradient takes at a time.</summary>
    internal static int Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Math.Max(TSimd.Width, 4);
    }

    /// <summary>
    /// Copies positions of some channels into planes of <see cref="Lanes"/> channels each. Whole pixels are read from end to end, as memory likes it; lanes
    /// past the last channel stay as they are.
    /// </summary>
    /// <param name="source">The first channel at the first position.</param>
    /// <param name="step">Floats from one position to the next.</param>
    /// <param name="channels">Channels to copy.</param>
    /// <param name="count">Positions.</param>
    /// <param name="packed">The first position in the first plane.</param>
    /// <param name="planeStep">Floats from one plane to the next.</param>
    internal static void Pack(float* source, nint step, int channels, int count, float* packed, nint planeStep)
    {
        int whole = TSimd.Width == Lanes ? channels / Lanes * Lanes : 0;
        for (int i = 0; i < count; i++, source += step, packed += Lanes)
        {
            float* plane = packed;
            int channel = 0;
            for (; channel < whole; channel += Lanes, plane += planeStep)
                TSimd.Store(plane, TSimd.Load(source + channel));
            for (; channel < channels; channel += Lanes, plane += planeStep)
                new ReadOnlySpan<float>(source + channel, Math.Min(Lanes, channels - channel)).CopyTo(new Span<float>(plane, Lanes));
        }
    }

    /// <summary>Writes the zeros in front of and behind the positions of a line, in every plane. Packing leaves them alone.</summary>
    internal static void ClearBorders(float* packed, int lead, int count, int pitch, int planes, nint planeStep)
    {
        for (int i = 0; i < planes; i++, packed += planeStep)
        {
            new Span<float>(packed, lead * Lanes).Clear();
            new Span<float>(packed + ((lead + count) * Lanes), (pitch - lead - count) * Lanes).Clear();
        }
    }
}
