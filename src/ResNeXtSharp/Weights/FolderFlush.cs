using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ResNeXtSharp.Weights;

/// <summary>Makes the names in a folder durable.</summary>
/// <remarks>
/// On Unix a renamed file can return under its old name after a power cut until its folder was flushed, and .NET opens no folders; the C
/// library's <c>open</c> does, and everything after it is .NET's own. Windows needs no such step.
/// </remarks>
static class FolderFlush
{
    const int ReadOnly = 0;

    /// <summary>Flushes the folder to the disk. A folder that may be written but not read cannot be flushed and is left alone.</summary>
    public static void ToDisk(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS() && !OperatingSystem.IsFreeBSD()) return;
        using var handle = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly), ownsHandle: true);
        if (!handle.IsInvalid) RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    static extern int Open(byte[] path, int flags);
}
