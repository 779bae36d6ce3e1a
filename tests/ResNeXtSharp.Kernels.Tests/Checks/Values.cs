namespace ResNeXtSharp.Kernels.Tests.Checks;

/// <summary>Inputs that depend on a seed and an index only (the mixer of SplitMix64), so a failure names all it takes to repeat it.</summary>
internal static class Values
{
    internal static float[] Uniform(int seed, int length, double low = -1, double high = 1)
    {
        var values = new float[length];
        for (int i = 0; i < length; i++)
            values[i] = (float)(low + ((high - low) * (Hash(seed, i) >> 11) / (1L << 53)));
        return values;
    }

    internal static int Below(int seed, int index, int bound) => (int)(Hash(seed, index) % (ulong)bound);

    static ulong Hash(int seed, int index)
    {
        ulong z = ((ulong)(uint)seed << 32 | (uint)index) * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
