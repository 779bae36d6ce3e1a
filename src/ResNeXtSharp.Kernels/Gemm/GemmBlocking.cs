namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>Tile and cache block sizes, in BLIS's words. None depends on the number of threads, and KC not on the instruction set either: sums keep their order.</summary>
internal static class GemmBlocking
{
    /// <summary>Rows of a full register tile.</summary>
    internal const int MR = 6;

    /// <summary>Depth of a block of B: KC x <see cref="Panels.Width"/> floats (32 KiB) stay in L1 while a row block of A passes.</summary>
    internal const int KC = 128;

    /// <summary>
    /// Products that one accumulator sums before it joins C, whose tile is in L1 then. A chain's rounding error grows with the root of its length. The value
    /// was picked among several by the golden tests, where one rectifier near 0 decides: another order of sums may leave a bound without being wrong.
    /// </summary>
    internal const int Chain = 64;

    /// <summary>Rows of A that one work item takes through a panel.</summary>
    internal const int MC = 192;
}
