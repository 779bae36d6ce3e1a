namespace ResNeXtSharp.Training;

/// <summary>Where a training goes on.</summary>
/// <param name="File">The checkpoint.</param>
/// <param name="Epoch">The number of the epoch that comes next or is under way, from 1.</param>
/// <param name="Batch">Batches of that epoch that lie behind.</param>
/// <param name="Step">Batches of all epochs that lie behind.</param>
public sealed record ResumePoint(string File, int Epoch, int Batch, long Step);
