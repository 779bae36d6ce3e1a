namespace ResNeXtSharp.Data;

/// <summary>The number of bytes a PNG picture's rows take before they are packed.</summary>
static class PngRows
{
    // The seven passes of interlaced pictures (Adam7): first column and row, and the steps between them.
    static readonly (int Left, int Top, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static long TotalBytes(int width, int height, int bitsPerPixel, bool isInterlaced) => isInterlaced
        ? Passes.Sum(pass => PassBytes(Steps(width, pass.Left, pass.StepX), Steps(height, pass.Top, pass.StepY), bitsPerPixel))
        : PassBytes(width, height, bitsPerPixel);

    // Each row begins with a byte that names its filter.
    static long PassBytes(int width, int height, int bitsPerPixel) => width == 0 ? 0 : height * (1 + ((long)width * bitsPerPixel + 7) / 8);

    static int Steps(int length, int first, int step) => (length - first + step - 1) / step;
}
