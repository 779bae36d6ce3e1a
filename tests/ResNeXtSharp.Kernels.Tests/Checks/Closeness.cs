namespace ResNeXtSharp.Kernels.Tests.Checks;

/// <summary>Compares floats with a reference in double precision.</summary>
internal static class Closeness
{
    /// <summary>2^-23, the distance from 1 to the next float.</summary>
    internal const double Epsilon = 1.0 / (1 << 23);

    /// <summary>
    /// What rounding may do to a sum of <paramref name="depth"/> products of values in [-1, 1]: such a sum is about √depth / 3, and the roundings of its
    /// partial sums add up to about √depth times epsilon of that.
    /// </summary>
    internal static double OfSum(int depth) => 3 * Epsilon * Math.Sqrt(depth) * Math.Max(1, Math.Sqrt(depth) / 3);

    /// <summary>Every value within <paramref name="tolerance"/> of the expected one.</summary>
    internal static void Check(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string context)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
                Assert.Fail($"{context}: element {i} is {actual[i]:R}, expected {expected[i]:R} within {tolerance:E1}");
        }
    }

    /// <summary>Every value within <paramref name="relative"/> of the expected one's magnitude, but at least of <paramref name="floor"/>'s.</summary>
    internal static void CheckRelative(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double relative, double floor, string context)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double tolerance = relative * Math.Max(floor, Math.Abs(expected[i]));
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
                Assert.Fail($"{context}: element {i} is {actual[i]:R}, expected {expected[i]:R} within {tolerance:E1}");
        }
    }
}
