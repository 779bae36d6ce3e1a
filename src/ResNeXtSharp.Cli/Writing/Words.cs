using System.Globalization;

namespace ResNeXtSharp.Cli.Writing;

/// <summary>The language of a report, and its numbers.</summary>
/// <param name="Language">A code of <see cref="Languages"/>.</param>
sealed record Words(string Language)
{
    /// <summary>The codes of the languages.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "ja"];

    /// <summary>A text in the report's language; both stand side by side so that neither falls behind.</summary>
    public string this[string english, string japanese] => Language == "ja" ? japanese : english;

    // A number is not parted from its unit at the end of a line.
    const char Unbroken = '\u00a0';

    /// <summary>0.9731 as "97.3 %", and a dash for what is not known.</summary>
    public static string Share(double value) => double.IsFinite(value) ? Percent.Format(value).Replace(' ', Unbroken) : "–";

    /// <summary>A range of shares as "96.1 – 98.2 %".</summary>
    public static string Range(double low, double high) =>
        double.IsFinite(low) ? string.Create(CultureInfo.InvariantCulture, $"{100 * low:0.0} – {100 * high:0.0} %") : "–";

    /// <summary>A whole number with separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Millions, with one decimal unless told otherwise.</summary>
    public static string Millions(long value, string format = "N1") => (value / 1e6).ToString(format, CultureInfo.InvariantCulture) + " M";

    /// <summary>A number in a format of .NET, and a dash for what is not known.</summary>
    public static string Number(double value, string format = "0.000") => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";

    /// <summary>A number of a size that is not known beforehand, such as a learning rate, in three digits.</summary>
    public static string Short(double value) => Number(value, "G3");
}
