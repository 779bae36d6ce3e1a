using System.Runtime.InteropServices;

namespace ResNeXtSharp.Kernels.Mpi;

/// <summary>The system's MPI library: where it is found, and the functions that are called, under MPI's own names.</summary>
internal sealed unsafe class MpiLibrary
{
    // Names with a version first: those without belong to development packages and may be of either family.
    private static readonly (MpiFlavor Flavor, string Name)[] Names =
    [
        (MpiFlavor.OpenMpi, "libmpi.so.40"),
        (MpiFlavor.Mpich, "libmpich.so.12"),
        (MpiFlavor.Mpich, "libmpi.so.12"),
        (MpiFlavor.OpenMpi, "libmpi.so"),
        (MpiFlavor.OpenMpi, "libmpi.40.dylib"),
        (MpiFlavor.Mpich, "libmpi.12.dylib"),
    ];

    private readonly nint _library;

    MpiLibrary(nint library, string name)
    {
        _library = library;
        Name = name;
        Flavor = MpiHandles.FlavorOf(library);
        Handles = MpiHandles.Of(library, Flavor);
        InitThread = (delegate* unmanaged<int*, byte***, int, int*, int>)Find("MPI_Init_thread");
        Finalize = (delegate* unmanaged<int>)Find("MPI_Finalize");
        CommRank = (delegate* unmanaged<nint, int*, int>)Find("MPI_Comm_rank");
        CommSize = (delegate* unmanaged<nint, int*, int>)Find("MPI_Comm_size");
        CommDup = (delegate* unmanaged<nint, nint*, int>)Find("MPI_Comm_dup");
        CommSplitType = (delegate* unmanaged<nint, int, int, nint, nint*, int>)Find("MPI_Comm_split_type");
        CommSetErrhandler = (delegate* unmanaged<nint, nint, int>)Find("MPI_Comm_set_errhandler");
        Abort = (delegate* unmanaged<nint, int, int>)Find("MPI_Abort");
        Test = (delegate* unmanaged<nint*, int*, nint, int>)Find("MPI_Test");
        Isend = (delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int>)Find("MPI_Isend");
        Irecv = (delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int>)Find("MPI_Irecv");
        Ibcast = (delegate* unmanaged<void*, int, nint, int, nint, nint*, int>)Find("MPI_Ibcast");
        Iallgather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, nint*, int>)Find("MPI_Iallgather");
        Ialltoall = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, nint*, int>)Find("MPI_Ialltoall");
    }

    internal string Name { get; }

    internal MpiFlavor Flavor { get; }

    internal MpiHandles Handles { get; }

    internal delegate* unmanaged<int*, byte***, int, int*, int> InitThread { get; }

    internal delegate* unmanaged<int> Finalize { get; }

    internal delegate* unmanaged<nint, int*, int> CommRank { get; }

    internal delegate* unmanaged<nint, int*, int> CommSize { get; }

    internal delegate* unmanaged<nint, nint*, int> CommDup { get; }

    internal delegate* unmanaged<nint, int, int, nint, nint*, int> CommSplitType { get; }

    internal delegate* unmanaged<nint, nint, int> CommSetErrhandler { get; }

    internal delegate* unmanaged<nint, int, int> Abort { get; }

    internal delegate* unmanaged<nint*, int*, nint, int> Test { get; }

    internal delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int> Isend { get; }

    internal delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int> Irecv { get; }

    internal delegate* unmanaged<void*, int, nint, int, nint, nint*, int> Ibcast { get; }

    internal delegate* unmanaged<void*, int, nint, void*, int, nint, nint, nint*, int> Iallgather { get; }

    internal delegate* unmanaged<void*, int, nint, void*, int, nint, nint, nint*, int> Ialltoall { get; }

    /// <summary>Loads the first library there is.</summary>
    /// <param name="path">A library to load instead, or null.</param>
    /// <param name="preferred">The family that is tried first: that of the launcher.</param>
    /// <exception cref="MpiException">There is none.</exception>
    internal static MpiLibrary Load(string? path, MpiFlavor preferred)
    {
        IEnumerable<string> names = path is not null ? [path] : Names.OrderBy(each => each.Flavor != preferred).Select(each => each.Name);
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                return NativeLibrary.TryGetExport(library, "MPI_Init_thread", out _)
                    ? new MpiLibrary(library, name)
                    : throw new MpiException($"{name} is no MPI library: it has no MPI_Init_thread.");
            }
        }
        throw new MpiException(
            $"There is no MPI library ({string.Join(", ", names)}): install Open MPI (apt-get install openmpi-bin, dnf install openmpi) or MPICH (apt-get install mpich), "
            + "or on a cluster load its MPI module, and start with its mpirun.");
    }

    nint Find(string name) => NativeLibrary.TryGetExport(_library, name, out nint address)
        ? address
        : throw new MpiException($"{Name} has no {name}: an MPI of version 3 or later is needed.");
}
