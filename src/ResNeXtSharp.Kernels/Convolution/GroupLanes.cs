using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>
/// How groups of channels lie over the lanes of a vector. A slice is what shares its input channels: one vector that spans several groups, or one group
/// of one or more vectors.
/// </summary>
internal static unsafe class GroupLanes
{
    /// <summary>The widest level not above <paramref name="level"/> whose vectors hold whole groups or lie inside one.</summary>
    internal static SimdLevel Fit(SimdLevel level, int outChannels, int outPerGroup, int inPerGroup)
    {
        for (; level != SimdLevel.Scalar; level = Narrower(level))
        {
            int width = (int)level / 32;
            if (outChannels % width == 0 && (outPerGroup % width == 0 || (width % outPerGroup == 0 && inPerGroup == outPerGroup)))
                break;
        }
        return level;
    }

    /// <summary>Whether a vector spans several groups, so that input channels must be permuted.</summary>
    internal static bool Spans(int width, int outPerGroup) => outPerGroup % width != 0;

    /// <summary>Output channels of a slice.</summary>
    internal static int SliceOutputs(int width, int outPerGroup) => Spans(width, outPerGroup) ? width : outPerGroup;

    /// <summary>Input channels of a slice.</summary>
    internal static int SliceInputs(int width, int outPerGroup, int inPerGroup) => Spans(width, outPerGroup) ? width : inPerGroup;

    /// <summary>For each input channel j of a group the permutation that brings it to all lanes of its group, as integer bits. [depth rounded up to 4, width]</summary>
    internal static void FillPermutations(float* table, int width, int outPerGroup, int inPerGroup)
    {
        int* indices = (int*)table;
        for (int j = 0; j < PermutationCount(inPerGroup); j++)
        {
            for (int lane = 0; lane < width; lane++)
                indices[(j * width) + lane] = (lane / outPerGroup * outPerGroup) + Math.Min(j, inPerGroup - 1);
        }
    }

    /// <summary>Permutations of the table: the weight gradient takes four input channels at a time.</summary>
    internal static int PermutationCount(int inPerGroup) => (inPerGroup + 3) & ~3;

    static SimdLevel Narrower(SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => SimdLevel.Vector256,
        SimdLevel.Vector256 => SimdLevel.Vector128,
        _ => SimdLevel.Scalar,
    };
}
