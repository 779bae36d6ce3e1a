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
        // The expansion in 1/freedom of Abramowitz and Stegun, 26.7.5, right to four digits here.
        double z = Normal, z3 = z * z * z, z5 = z3 * z * z;
        return z + (z3 + z) / (4 * freedom) + (5 * z5 + 16 * z3 + 3 * z) / (96.0 * freedom * freedom);
    }
}
