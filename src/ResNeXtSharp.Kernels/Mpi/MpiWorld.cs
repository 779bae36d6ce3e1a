namespace ResNeXtSharp.Kernels.Mpi;

/// <summary>
/// The ranks that a launcher has started together. All calls are short: whatever waits for another rank is started and then asked for
/// (<see cref="MpiRequest"/>). One lock lets several threads call, so the library need not be able to.
/// </summary>
public sealed unsafe class MpiWorld
{
    private const int Serialized = 2;

    private readonly MpiLibrary _mpi;
    private readonly Lock _gate = new();

    MpiWorld(MpiLibrary mpi)
    {
        _mpi = mpi;
        int rank, size;
        Check(mpi.CommSetErrhandler(mpi.Handles.World, mpi.Handles.ErrorsReturn), "MPI_Comm_set_errhandler");
        Check(mpi.CommRank(mpi.Handles.World, &rank), "MPI_Comm_rank");
        Check(mpi.CommSize(mpi.Handles.World, &size), "MPI_Comm_size");
        (Rank, Size) = (rank, size);
        nint local;
        Check(mpi.CommSplitType(mpi.Handles.World, mpi.Handles.SharedMemory, rank, mpi.Handles.NoInfo, &local), "MPI_Comm_split_type");
        Local = new MpiChannel(this, mpi, local);
    }

    /// <summary>This process, from 0.</summary>
    public int Rank { get; }

    /// <summary>All processes.</summary>
    public int Size { get; }

    /// <summary>The ranks that share this machine.</summary>
    public MpiChannel Local { get; }

    /// <summary>The file name of the library, and its family.</summary>
    public string Library => $"{_mpi.Name} ({(_mpi.Flavor == MpiFlavor.OpenMpi ? "Open MPI" : "MPICH")})";

    /// <summary>Loads the library and joins the other ranks. Once in a process.</summary>
    /// <param name="library">The path of a library, or null to look for one.</param>
    /// <param name="preferred">The family that is looked for first.</param>
    /// <exception cref="MpiException">There is no library, or it cannot be started.</exception>
    public static MpiWorld Start(string? library, MpiFlavor preferred)
    {
        MpiLibrary mpi = MpiLibrary.Load(library, preferred);
        int provided;
        int code = mpi.InitThread(null, null, Serialized, &provided);
        if (code != 0 || provided < Serialized)
            throw new MpiException($"{mpi.Name} cannot be started for several threads (code {code}, level {provided}): start with the mpirun that belongs to it.");
        return new MpiWorld(mpi);
    }

    /// <summary>A channel of all ranks whose messages never meet those of another. All ranks make theirs in the same order.</summary>
    /// <exception cref="MpiException">The call failed.</exception>
    public MpiChannel OpenChannel()
    {
        nint communicator;
        Check(_mpi.CommDup(_mpi.Handles.World, &communicator), "MPI_Comm_dup");
        return new MpiChannel(this, _mpi, communicator);
    }

    /// <summary>Ends the processes of all ranks. Gives up after some seconds if the library is stuck.</summary>
    /// <param name="exitCode">What the launcher returns.</param>
    public void Abort(int exitCode)
    {
        if (!_gate.TryEnter(TimeSpan.FromSeconds(3)))
            return;
        try
        {
            _ = _mpi.Abort(_mpi.Handles.World, exitCode);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Leaves the world. Every rank does, and nothing is under way any more.</summary>
    /// <exception cref="MpiException">The call failed.</exception>
    public void Leave() => Check(_mpi.Finalize(), "MPI_Finalize");

    /// <summary>The lock around every call that may be made while others are.</summary>
    internal Lock.Scope Enter() => _gate.EnterScope();

    internal static void Check(int code, string call)
    {
        if (code != 0)
            throw new MpiException($"{call} failed with code {code}: the connection to another rank is gone, or the library is not that of the launcher.");
    }
}
