using System.Runtime.InteropServices;
using Microsoft.Win32;

namespace ResNeXtSharp.Cli;

/// <summary>The computer the command runs on.</summary>
static class Machine
{
    /// <summary>The processor's name as its maker writes it, or its architecture where the system does not tell.</summary>
    public static string Processor => Named() ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Bytes of memory that this process may use.</summary>
    public static long MemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    static string? Named()
    {
        if (OperatingSystem.IsLinux()) return NameIn(ReadOrNothing("/proc/cpuinfo"));
        if (OperatingSystem.IsWindows())
            return (Registry.GetValue(@"HKEY_LOCAL_MACHINE\HARDWARE\DESCRIPTION\System\CentralProcessor\0", "ProcessorNameString", null) as string)?.Trim();
        return null;
    }

    /// <summary>The first "model name" of Linux's list of processors; on ARM there is none.</summary>
    internal static string? NameIn(IEnumerable<string> cpuinfo)
    {
        foreach (var line in cpuinfo)
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is ["model name", { Length: > 0 } name]) return name;
        return null;
    }

    static string[] ReadOrNothing(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
