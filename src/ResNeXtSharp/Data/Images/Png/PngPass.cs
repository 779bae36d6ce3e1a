namespace ResNeXtSharp.Data;

/// <summary>Some rows of a PNG picture that follow each other in the file: all of them, or every so many pixels of every so many rows.</summary>
readonly record struct PngPass(int Left, int Top, int StepX, int StepY, int Width, int Height)
{
    // The seven passes of interlaced pictures (Adam7): first column and row, and the steps between them.
    static readonly (int Left, int Top, int StepX, int StepY)[] Interlaced =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static IEnumerable<PngPass> Of(PngHeader header) => header.IsInterlaced
        ? Interlaced
            .Select(pass => new PngPass(pass.Left, pass.Top, pass.StepX, pass.StepY, Steps(header.Width, pass.Left, pass.StepX), Steps(header.Height, pass.Top, pass.StepY)))
            .Where(pass => pass is { Width: > 0, Height: > 0 })
        : [new PngPass(0, 0, 1, 1, header.Width, header.Height)];

    /// <summary>Bytes of its rows before they are packed. Each begins with a byte that names its filter.</summary>
    public long Bytes(PngHeader header) => Height * (1L + header.RowBytes(Width));

    static int Steps(int length, int first, int step) => (length - first + step - 1) / step;
}
