using System.Globalization;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>Numbers as explanations write them.</summary>
static class Figures
{
    public static string Exact(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Millions with one decimal.</summary>
    public static string Millions(long value) => (value / 1e6).ToString("N1", CultureInfo.InvariantCulture) + " M";
}
