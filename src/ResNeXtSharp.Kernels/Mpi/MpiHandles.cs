using System.Runtime.InteropServices;

namespace ResNeXtSharp.Kernels.Mpi;

/// <summary>
/// The constants of mpi.h in which the families differ. A handle is passed as a whole register: MPICH reads its lower half, which is the integer. Everything
/// that is sent is bytes, so no other data type is needed.
/// </summary>
internal sealed record MpiHandles(nint World, nint Byte, nint NoInfo, nint ErrorsReturn, nint IgnoreStatus, int SharedMemory)
{
    internal static MpiFlavor FlavorOf(nint library) =>
        NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _) ? MpiFlavor.OpenMpi : MpiFlavor.Mpich;

    internal static MpiHandles Of(nint library, MpiFlavor flavor) => flavor == MpiFlavor.OpenMpi
        ? new(
            NativeLibrary.GetExport(library, "ompi_mpi_comm_world"),
            NativeLibrary.GetExport(library, "ompi_mpi_byte"),
            NativeLibrary.GetExport(library, "ompi_mpi_info_null"),
            NativeLibrary.GetExport(library, "ompi_mpi_errors_return"),
            IgnoreStatus: 0,
            SharedMemory: 0)
        : new(World: 0x44000000, Byte: 0x4c00010d, NoInfo: 0x1c000000, ErrorsReturn: 0x54000001, IgnoreStatus: 1, SharedMemory: 1);
}
