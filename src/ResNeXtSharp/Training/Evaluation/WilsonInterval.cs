namespace ResNeXtSharp.Training;

/// <summary>
/// Where an accuracy lies with a confidence of 95 %, given how many pictures it was measured on (Wilson, "Probable Inference", 1927): unlike the normal
/// approximation it stays inside 0..1 and is right near its ends.
/// </summary>
/// <param name="Low">The lower end, in 0..1.</param>
/// <param name="High">The upper end, in 0..1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    // The normal distribution holds 95 % within so many deviations.
    private const double Deviations = 1.959963984540054;

    /// <summary>The interval of a share of pictures; not-a-number if there are none.</summary>
    /// <param name="share">The share that was right, in 0..1.</param>
    /// <param name="count">Pictures.</param>
    public static WilsonInterval Of(double share, long count)
    {
        double z2 = Deviations * Deviations, whole = count + z2;
        double middle = ((share * count) + (z2 / 2)) / whole;
        double reach = Deviations / whole * Math.Sqrt((share * (1 - share) * count) + (z2 / 4));
        return count == 0 ? new(double.NaN, double.NaN) : new(Math.Max(0, middle - reach), Math.Min(1, middle + reach));
    }
}
