namespace ResNeXtSharp.Kernels.Gemm;

/// <summary>
/// A block that the next call of the macro-kernel will read, brought into the cache by this one: each register tile asks for one line per k, so that
/// loads from memory hide behind the multiply-adds.
/// </summary>
/// <param name="start">The first tile's first line.</param>
/// <param name="tileStep">Floats between the first lines of neighbouring tiles.</param>
/// <param name="step">Floats that a tile advances per k.</param>
/// <param name="tiles">Tiles that together ask for the whole block.</param>
internal readonly unsafe struct PrefetchStream(float* start, nint tileStep, nint step, int tiles)
{
    // Floats of a cache line.
    private const int Line = 16;

    private readonly float* _start = start;
    private readonly nint _tileStep = tileStep;

    /// <summary>Floats that a tile advances per k.</summary>
    internal nint Step { get; } = step;

    /// <summary>Tiles that together ask for the whole block.</summary>
    internal int Tiles { get; } = tiles;

    /// <summary>Where a tile begins. Tiles that have nothing left to ask for repeat the last one's lines, which are in the cache by then.</summary>
    internal float* Of(int tile) => _start + (Math.Min(tile, Tiles - 1) * _tileStep);

    /// <summary>A contiguous block whose tiles run <paramref name="depth"/> deep.</summary>
    internal static PrefetchStream Contiguous(float* start, int depth, int length) =>
        new(start, Line * depth, Line, ((length / Line) + depth - 1) / depth);

    /// <summary>Some columns of rows that lie <paramref name="stride"/> floats apart.</summary>
    internal static PrefetchStream Strided(float* start, nint stride, int columns) => new(start, Line, stride, (columns + Line - 1) / Line);

    /// <summary>What lies behind a tile's own <paramref name="length"/> floats of A, tile after tile.</summary>
    internal static PrefetchStream Following(float* start, int length) => new(start + length, length, Line, int.MaxValue);
}
