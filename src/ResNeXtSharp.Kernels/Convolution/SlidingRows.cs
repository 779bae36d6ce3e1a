namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>The rows that a <see cref="SlidingKernel{TSimd, TVector, TExpansion, TLength}"/> passes over. Backward it goes up and to the left.</summary>
/// <param name="First">The target row before the first source row, counted from the first row written: -1 at a picture's border, else -2.</param>
/// <param name="Targets">Rows to write.</param>
/// <param name="Sources">Rows to read.</param>
/// <param name="SourceStep">Floats from one packed row to the next.</param>
/// <param name="TapStep">Floats from one kernel column's source to the next one's.</param>
/// <param name="TargetStep">Floats from one target row to the next.</param>
internal readonly record struct SlidingRows(int First, int Targets, int Sources, nint SourceStep, nint TapStep, nint TargetStep);
