using System.Runtime.InteropServices;

namespace ResNeXtSharp.Kernels.Memory;

/// <summary>
/// Asks Linux for pages of 2 MiB. A new page costs an interrupt, on virtual machines up to ten microseconds: a network's 92 MB in pages of 4 KiB take
/// longer to arrive than a picture to classify. Large pages also spare the processor most of its address translation.
/// </summary>
internal static unsafe partial class HugePages
{
    /// <summary>Bytes of a page, and the alignment that a buffer of several needs.</summary>
    internal const uint Size = 2 << 20;

    private const int MadvHugePage = 14;

    /// <summary>Wants large pages for memory that nobody has touched yet. Where they are not to be had, it stays as it is.</summary>
    internal static void Advise(void* memory, nuint bytes)
    {
        if (OperatingSystem.IsLinux() && bytes >= Size)
            _ = Advise(memory, bytes, MadvHugePage);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* memory, nuint bytes, int advice);
}
