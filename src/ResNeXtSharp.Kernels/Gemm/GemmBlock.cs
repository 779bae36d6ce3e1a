namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>What one call of the macro-kernel multiplies: C (+)= A·B for one panel's columns and a few rows.</summary>
internal readonly unsafe struct GemmBlock
{
    /// <summary>Rows of A and C, at least 1.</summary>
    internal int Rows { get; init; }

    /// <summary>Columns of C that exist.</summary>
    internal int Columns { get; init; }

    /// <summary>Columns of B's panel, padding included: floats between its rows.</summary>
    internal int Width { get; init; }

    /// <summary>Columns of A and rows of B.</summary>
    internal int Depth { get; init; }

    internal float* A { get; init; }

    /// <summary>Floats between rows of A.</summary>
    internal nint ARow { get; init; }

    /// <summary>Floats between columns of A.</summary>
    internal nint AStep { get; init; }

    internal float* B { get; init; }

    internal float* C { get; init; }

    /// <summary>Floats between rows of C.</summary>
    internal nint CRow { get; init; }

    /// <summary>Whether to add to C or to overwrite it.</summary>
    internal bool Accumulate { get; init; }

    /// <summary>What the first tiles prefetch.</summary>
    internal PrefetchStream First { get; init; }

    /// <summary>What the tiles after them prefetch.</summary>
    internal PrefetchStream Second { get; init; }
}
