namespace ResNeXtSharp.Kernels.Mpi;

/// <summary>The two families of MPI libraries, by their binary interface.</summary>
public enum MpiFlavor
{
    /// <summary>Open MPI 4 and 5: handles are addresses of its symbols.</summary>
    OpenMpi,

    /// <summary>MPICH 3 and 4 and what shares its binary interface (Intel MPI, MVAPICH, Cray MPI): handles are integers.</summary>
    Mpich,
}
