namespace ResNeXtSharp.Cli.Experiments;

/// <summary>Student's t, for means of few values.</summary>
static class StudentDistribution
{
    // For 1 to 10 degrees of freedom, as any table has them.
    static readonly double[] Few = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281];

    // The normal distribution's.
    const double Normal = 1.959963984540054;

    /// <summary>What 95 % of the values lie within, on both sides of zero.</summary>
    /// <param name="freedom">Degrees of freedom, at least one.</param>
    public static double TwoSided95(int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        if (freedom <= Few.Length) return Few[freedom - 1];
        // The expansion in 1/freedom of Abramowitz and Stegun, 26.7.5, right to three decimals here.
        double z = Normal, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, n = freedom;
        return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n) + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
    }
}
