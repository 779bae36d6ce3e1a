using System.Runtime.InteropServices;

namespace ResNeXtSharp.Kernels.Memory;

/// <summary>
/// Floats outside the managed heap, aligned for vectors. Rented from <see cref="BufferPool"/>; a buffer nobody returned goes back there
/// when the garbage collector finds it.
/// </summary>
public sealed unsafe class NativeBuffer
{
    // Two cache lines: adjacent-line prefetch never makes two threads share one.
    internal const int Alignment = 128;

    internal NativeBuffer(int capacity)
    {
        Capacity = capacity;
        nuint bytes = (nuint)capacity * sizeof(float);
        Pointer = (float*)NativeMemory.AlignedAlloc(bytes, bytes < HugePages.Size ? Alignment : HugePages.Size);
        HugePages.Advise(Pointer, bytes);
        GC.AddMemoryPressure((long)capacity * sizeof(float));
    }

    /// <summary>Floats the buffer can hold.</summary>
    public int Capacity { get; }

    /// <summary>Floats asked for when it was rented.</summary>
    public int Length { get; internal set; }

    /// <summary>The first float.</summary>
    internal float* Pointer { get; private set; }

    /// <summary>The floats asked for. Valid until the buffer is returned.</summary>
    public Span<float> Span => new(Pointer, Length);

    internal bool IsRented { get; set; }

    /// <summary>Returns a lost buffer to the pool.</summary>
    ~NativeBuffer()
    {
        if (Pointer == null || !IsRented)
            return;
        BufferPool.Return(this);
        GC.ReRegisterForFinalize(this);
    }

    internal void Free()
    {
        if (Pointer == null)
            return;
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        GC.RemoveMemoryPressure((long)Capacity * sizeof(float));
        BufferPool.OnFreed((long)Capacity * sizeof(float));
    }
}
