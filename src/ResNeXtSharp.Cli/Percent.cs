using System.Globalization;

namespace ResNeXtSharp.Cli;

/// <summary>Shares as people read them.</summary>
static class Percent
{
    /// <summary>0.9731 as "97.3 %".</summary>
    public static string Format(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");
}
