using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>How grouped convolutions share their work out. It decides who computes what, never the result.</summary>
internal static class GroupedWork
{
    // A thread that lost its core delays one item.
    private const int ItemsPerThread = 4;

    // Floats: a quarter of a mebibyte.
    private const int LargeWeight = 1 << 16;

    /// <summary>Items to cut the work into.</summary>
    internal static int Items => ItemsPerThread * WorkerPool.Threads;

    /// <summary>Whether the weights that are read are so many that they are better read once, for all pictures, than once for each item.</summary>
    internal static bool HasLargeWeight(TapPlan plan) => (long)plan.OutChannels * plan.InPerGroup * plan.UsedTaps.Length > LargeWeight;

    /// <summary>Positions of the longest strip: one accumulator in a register for each, and some registers more.</summary>
    /// <param name="width">Floats of a vector.</param>
    internal static int LongestStrip(int width) => width == 16 ? 14 : 12;
}
