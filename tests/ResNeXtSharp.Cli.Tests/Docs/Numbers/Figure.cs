using System.Globalization;

namespace ResNeXtSharp.Cli.Tests.Docs.Numbers;

/// <summary>Numbers as the documents write them.</summary>
static class Figure
{
    static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth"];

    /// <summary>0.797 as "79.7 %".</summary>
    public static string Share(double share) => Cli.Percent.Format(share);

    /// <summary>0.983 as "98 %".</summary>
    public static string WholeShare(double share) => $"{Fixed(100 * share, 0)} %";

    /// <summary>The same without its unit, for lists and intervals.</summary>
    public static string Points(double share) => Fixed(100 * share, 1);

    /// <summary>A number with so many decimals.</summary>
    public static string Fixed(double value, int decimals) => value.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>10000 as "10,000".</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>25,028,904 as "25.0 M" or, of ten thousands, "2,500万".</summary>
    public static string Millions(long value, int decimals = 1) => $"{Fixed(value / 1e6, decimals)} M";

    /// <inheritdoc cref="Millions"/>
    public static string TenThousands(long value, int decimals = 1) => $"{Count((long)Math.Round(Math.Round(value / 1e6, decimals) * 100))}万";

    /// <summary>4,230,000,000 as "4.2 G" or, of hundred millions, "42億".</summary>
    public static string Billions(long value) => $"{Fixed(value / 1e9, 1)} G";

    /// <inheritdoc cref="Billions"/>
    public static string HundredMillions(long value) => $"{Fixed(value / 1e8, 0)}億";

    /// <summary>0.00705 as "7.1e-3".</summary>
    public static string Rate(double value) => value.ToString("0.0e-0", CultureInfo.InvariantCulture);

    /// <summary>2 as "second".</summary>
    public static string Ordinal(int number) => Ordinals[number - 1];
}
