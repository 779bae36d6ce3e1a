using ResNeXtSharp.Kernels.Mpi;

namespace ResNeXtSharp.Cli.Distributed;

/// <summary>Which MPI has started this process: an mpirun and the library must be of one family, and both may be installed.</summary>
static class Launcher
{
    /// <summary>Names a library, for a machine where it lies in no usual place.</summary>
    public const string LibraryVariable = "RESNEXT_MPI";

    // Hydra, MPICH's launcher, and srun --mpi=pmi2 number their processes so; Open MPI and srun --mpi=pmix do not.
    const string MpichVariable = "PMI_RANK";

    /// <summary>The library that is named, or null.</summary>
    public static string? Library => Environment.GetEnvironmentVariable(LibraryVariable) is { Length: > 0 } path ? path : null;

    /// <summary>The launcher's family.</summary>
    public static MpiFlavor Flavor => Environment.GetEnvironmentVariable(MpichVariable) is null ? MpiFlavor.OpenMpi : MpiFlavor.Mpich;
}
