namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>Rows of a register tile (MR) as a constant that the JIT folds. Tiles of six, five and four share any number of rows evenly.</summary>
internal interface ITileRows
{
    /// <summary>Rows computed.</summary>
    static abstract int Count { get; }
}

internal readonly struct SixRows : ITileRows
{
    /// <inheritdoc/>
    public static int Count => 6;
}

internal readonly struct FiveRows : ITileRows
{
    /// <inheritdoc/>
    public static int Count => 5;
}

/// <summary>Also serves fewer rows.</summary>
internal readonly struct FourRows : ITileRows
{
    /// <inheritdoc/>
    public static int Count => 4;
}
