namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>Tile and cache block sizes, in BLIS's words. None depends on the number of threads, and KC not on the instruction set either: sums keep their order.</summary>
internal static class GemmBlocking
{
    /// <summary>Rows of a register tile.</summary>
    internal const int MR = 6;

    /// <summary>Depth of a block of B: KC x <see cref="Panels.Width"/> floats (64 KiB) stream from L2 while a row block of A passes.</summary>
    internal const int KC = 64;

    /// <summary>Rows of A that one work item takes through a panel.</summary>
    internal const int MC = 192;
}
