using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Gemm;

/// <summary>Sizes (rows, depth, columns) around every edge of tile, panel and cache block, and some from a hash.</summary>
internal static class GemmSizes
{
    internal const int Seed = 20;

    internal static TheoryData<int, int, int> Edges => new()
    {
        { 1, 1, 1 }, { 1, 1, 17 }, { 2, 3, 10 }, { 3, 5, 16 }, { 4, 2, 17 }, { 5, 7, 15 }, { 6, 9, 63 }, { 7, 16, 64 }, { 8, 17, 65 }, { 9, 32, 70 },
        { 11, 31, 100 }, { 12, 64, 128 }, { 13, 63, 130 }, { 17, 100, 80 }, { 33, 255, 33 }, { 32, 256, 64 }, { 31, 257, 10 }, { 65, 511, 48 },
        { 19, 512, 20 }, { 23, 513, 96 }, { 191, 40, 47 }, { 192, 65, 112 }, { 193, 33, 129 }, { 200, 600, 200 }, { 1, 600, 10 }, { 200, 1, 200 }, { 400, 27, 64 },
    };

    internal static IEnumerable<(int Rows, int Depth, int Columns)> Hashed(int count)
    {
        for (int i = 0; i < count; i++)
            yield return (1 + Values.Below(Seed, 3 * i, 60), 1 + Values.Below(Seed, (3 * i) + 1, i % 4 == 0 ? 600 : 90), 1 + Values.Below(Seed, (3 * i) + 2, 150));
    }
}
