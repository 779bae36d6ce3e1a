namespace ResNeXtSharp.Kernels.Memory;

/// <summary>Scratch of a work item on its thread's stack: no lock, no allocation, and in the cache since the last item.</summary>
internal static unsafe class Stack
{
    private const int Alignment = 64;

    /// <summary>Floats to ask of <c>stackalloc</c> so that <paramref name="length"/> of them can be aligned.</summary>
    internal static int Aligned(int length) => length + (Alignment / sizeof(float));

    /// <summary>The first cache line's start at or behind <paramref name="start"/>.</summary>
    internal static float* Align(float* start) => (float*)(((nuint)start + (Alignment - 1)) & ~(nuint)(Alignment - 1));
}
