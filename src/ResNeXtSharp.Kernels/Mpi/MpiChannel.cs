using ResNeXtSharp.Kernels.Memory;

namespace ResNeXtSharp.Kernels.Mpi;

/// <summary>
/// Some ranks that talk to one another (an MPI communicator). Operations of all of them are started in the same order on each. Buffers belong to an operation
/// until <see cref="IsDone"/> has said so; they lie outside the managed heap, where nothing moves.
/// </summary>
public sealed unsafe class MpiChannel
{
    private readonly MpiWorld _world;
    private readonly MpiLibrary _mpi;
    private readonly nint _communicator;

    internal MpiChannel(MpiWorld world, MpiLibrary mpi, nint communicator)
    {
        (_world, _mpi, _communicator) = (world, mpi, communicator);
        int rank, size;
        MpiWorld.Check(mpi.CommRank(communicator, &rank), "MPI_Comm_rank");
        MpiWorld.Check(mpi.CommSize(communicator, &size), "MPI_Comm_size");
        (Rank, Size) = (rank, size);
        MpiWorld.Check(mpi.CommSetErrhandler(communicator, mpi.Handles.ErrorsReturn), "MPI_Comm_set_errhandler");
    }

    /// <summary>This process among them, from 0.</summary>
    public int Rank { get; }

    /// <summary>Ranks of this channel.</summary>
    public int Size { get; }

    /// <summary>Sends floats to a rank.</summary>
    public MpiRequest Send(NativeBuffer buffer, int rank)
    {
        nint handle = 0;
        using (_world.Enter())
            return Started(_mpi.Isend(buffer.Pointer, Bytes(buffer.Length), _mpi.Handles.Byte, rank, 0, _communicator, &handle), ref handle, "MPI_Isend");
    }

    /// <summary>Receives floats from a rank.</summary>
    public MpiRequest Receive(NativeBuffer buffer, int rank)
    {
        nint handle = 0;
        using (_world.Enter())
            return Started(_mpi.Irecv(buffer.Pointer, Bytes(buffer.Length), _mpi.Handles.Byte, rank, 0, _communicator, &handle), ref handle, "MPI_Irecv");
    }

    /// <summary>All ranks get what one has.</summary>
    /// <param name="buffer">Sent from <paramref name="root"/>, filled on the others.</param>
    /// <param name="root">The rank that has it.</param>
    public MpiRequest Broadcast(NativeBuffer buffer, int root)
    {
        nint handle = 0;
        using (_world.Enter())
            return Started(_mpi.Ibcast(buffer.Pointer, Bytes(buffer.Length), _mpi.Handles.Byte, root, _communicator, &handle), ref handle, "MPI_Ibcast");
    }

    /// <summary>Every rank gets what each has, in the order of ranks.</summary>
    /// <param name="own">The first <paramref name="count"/> floats are this rank's part.</param>
    /// <param name="all">Receives [ranks, count].</param>
    /// <param name="count">Floats of a rank.</param>
    public MpiRequest AllGather(NativeBuffer own, NativeBuffer all, int count)
    {
        Require(own.Length >= count && all.Length >= (long)count * Size);
        nint handle = 0;
        using (_world.Enter())
        {
            return Started(
                _mpi.Iallgather(own.Pointer, Bytes(count), _mpi.Handles.Byte, all.Pointer, Bytes(count), _mpi.Handles.Byte, _communicator, &handle),
                ref handle,
                "MPI_Iallgather");
        }
    }

    /// <summary>Every rank gets its part of what each has, in the order of ranks.</summary>
    /// <param name="parts">[ranks, count]: part r goes to rank r.</param>
    /// <param name="received">Receives [ranks, count]: this rank's part of each.</param>
    /// <param name="count">Floats of a part.</param>
    public MpiRequest AllToAll(NativeBuffer parts, NativeBuffer received, int count)
    {
        Require(parts.Length >= (long)count * Size && received.Length >= (long)count * Size);
        nint handle = 0;
        using (_world.Enter())
        {
            return Started(
                _mpi.Ialltoall(parts.Pointer, Bytes(count), _mpi.Handles.Byte, received.Pointer, Bytes(count), _mpi.Handles.Byte, _communicator, &handle),
                ref handle,
                "MPI_Ialltoall");
        }
    }

    /// <summary>Moves what is under way forward, and tells whether a request has ended. Once it has, it stays so.</summary>
    public bool IsDone(ref MpiRequest request)
    {
        if (!request.IsUnderWay)
            return true;
        int done;
        nint handle = request.Handle;
        using (_world.Enter())
            MpiWorld.Check(_mpi.Test(&handle, &done, _mpi.Handles.IgnoreStatus), "MPI_Test");
        (request.Handle, request.IsUnderWay) = (handle, done == 0);
        return done != 0;
    }

    /// <summary>The request that a call has begun. The handle by reference, because it is read after the call.</summary>
    static MpiRequest Started(int code, ref nint handle, string call)
    {
        MpiWorld.Check(code, call);
        return new MpiRequest { Handle = handle, IsUnderWay = true };
    }

    static int Bytes(int floats) => checked(floats * sizeof(float));

    static void Require(bool fits)
    {
        if (!fits)
            throw new ArgumentException("A buffer is too short for what all ranks send.");
    }
}
