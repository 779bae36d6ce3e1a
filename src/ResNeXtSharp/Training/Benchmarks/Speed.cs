namespace ResNeXtSharp.Training;

/// <summary>How fast batches are worked off.</summary>
/// <param name="ImagesPerSecond">Pictures in a second.</param>
/// <param name="Milliseconds">The time of one batch.</param>
/// <param name="Gflops">Thousand million floating-point operations in a second, counted as <see cref="Nn.FlopCount"/> does.</param>
/// <param name="AllocatedBytes">Managed memory that one batch allocates, on all threads.</param>
public readonly record struct Speed(double ImagesPerSecond, double Milliseconds, double Gflops, long AllocatedBytes);
