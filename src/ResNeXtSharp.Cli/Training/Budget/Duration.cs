using System.Globalization;
using System.Text.RegularExpressions;

namespace ResNeXtSharp.Cli.Training;

/// <summary>Times as people write them: 90s, 30m, 1h30m.</summary>
static partial class Duration
{
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        var match = Pattern().Match(text);
        if (!match.Success) return false;
        foreach (var (group, unit) in (IEnumerable<(string, TimeSpan)>)[("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1))])
            if (match.Groups[group] is { Success: true } part) time += unit * int.Parse(part.ValueSpan, CultureInfo.InvariantCulture);
        return time > TimeSpan.Zero;
    }

    public static string Format(TimeSpan time)
    {
        var seconds = (long)Math.Round(time.TotalSeconds);
        var text = $"{(seconds >= 3600 ? $"{seconds / 3600}h" : "")}{(seconds / 60 % 60 > 0 ? $"{seconds / 60 % 60}m" : "")}{(seconds % 60 > 0 ? $"{seconds % 60}s" : "")}";
        return text.Length > 0 ? text : "0s";
    }

    // Five digits of hours are eleven years.
    [GeneratedRegex("""^(?=.)((?<h>\d{1,5})h)?((?<m>\d{1,5})m)?((?<s>\d{1,5})s)?\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
