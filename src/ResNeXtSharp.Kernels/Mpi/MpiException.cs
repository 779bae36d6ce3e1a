namespace ResNeXtSharp.Kernels.Mpi;

/// <summary>There is no MPI that can be used, or one of its calls has failed.</summary>
/// <param name="message">What, and what to do.</param>
public sealed class MpiException(string message) : Exception(message);
