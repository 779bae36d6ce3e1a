namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// The strip of columns that a <see cref="SlidingKernel{TSimd, TVector, TExpansion, TLength}"/> passes over, from a picture's first row to its last;
/// backward it goes up, and its kernel columns to the left.
/// </summary>
internal readonly unsafe struct SlidingRows
{
    /// <summary>Rows of the picture.</summary>
    internal required int Count { get; init; }

    /// <summary>Floats from one source pixel to its right neighbour.</summary>
    internal required nint Pixel { get; init; }

    /// <summary>Floats from one source row to the next.</summary>
    internal required nint SourceStep { get; init; }

    /// <summary>Floats from one target row to the next.</summary>
    internal required nint TargetStep { get; init; }

    /// <summary>Floats from one kernel column's source to the next one's.</summary>
    internal required nint TapStep { get; init; }

    /// <summary>The channels of a pixel of padding.</summary>
    internal required float* Padding { get; init; }

    /// <summary>The kernel column for which the strip's first source pixel is padding, or -1.</summary>
    internal required int PaddedFirst { get; init; }

    /// <summary>The kernel column for which the strip's last source pixel is padding, or -1.</summary>
    internal required int PaddedLast { get; init; }

    /// <summary>Floats from the strip's source to that of the next one, which is brought into the cache meanwhile.</summary>
    internal required nint SourceAhead { get; init; }

    /// <summary>Floats from the strip's target to that of the next one.</summary>
    internal required nint TargetAhead { get; init; }
}
