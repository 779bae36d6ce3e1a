namespace ResNeXtSharp.Cli.HtmlReport.Charts;

/// <summary>Maps numbers of an axis to places of a drawing.</summary>
/// <param name="Low">The number at <paramref name="Start"/>.</param>
/// <param name="High">The number at <paramref name="End"/>.</param>
/// <param name="Start">The place of the lowest number.</param>
/// <param name="End">The place of the highest.</param>
readonly record struct Scale(double Low, double High, double Start, double End)
{
    /// <summary>The place of a number.</summary>
    public double this[double value] => Start + (value - Low) / (High - Low) * (End - Start);

    /// <summary>A scale whose ends are round numbers around the values; what is not finite does not count.</summary>
    /// <param name="values">The values.</param>
    /// <param name="isFromZero">Whether zero is on the axis whatever the values are.</param>
    /// <param name="most">The end that no rounding goes beyond, such as 1 for a share.</param>
    /// <param name="start">The place of the lowest number.</param>
    /// <param name="end">The place of the highest.</param>
    public static Scale Around(IEnumerable<double> values, bool isFromZero, double most, double start, double end)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (isFromZero ? Math.Min(0, finite.Min()) : finite.Min(), finite.Max());
        if (high <= low) high = low + (low == 0 ? 1 : Math.Abs(low) * 0.5);
        var step = Step(high - low);
        return new Scale(Math.Floor(low / step) * step, Math.Min(most, Math.Ceiling(high / step) * step), start, end);
    }

    /// <summary>Round numbers of the axis, some five of them.</summary>
    public IEnumerable<double> Ticks()
    {
        var step = Step(High - Low);
        var (first, last) = (Math.Ceiling(Low / step - 1e-9), Math.Floor(High / step + 1e-9));
        for (var i = first; i <= last; i++) yield return i * step + 0; // no "-0"
    }

    /// <summary>Ticks at whole numbers.</summary>
    public IEnumerable<double> WholeTicks() => Ticks().Where(tick => tick == Math.Round(tick));

    /// <summary>1, 2 or 5 times a power of ten, so that about five steps make the range.</summary>
    static double Step(double range)
    {
        var rough = range / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
    }
}
