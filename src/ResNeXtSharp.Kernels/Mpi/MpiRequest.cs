namespace ResNeXtSharp.Kernels.Mpi;

/// <summary>Something that was started: a message, or a collective operation of all ranks.</summary>
public struct MpiRequest
{
    // As large as the larger of both families' handles; MPICH uses the first four bytes.
    internal nint Handle;

    /// <summary>Whether it was started and has not been seen to end.</summary>
    internal bool IsUnderWay;
}
