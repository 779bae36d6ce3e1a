using System.Globalization;
using System.Text.Json.Nodes;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli;

/// <summary>Accuracies with the interval that they are known to.</summary>
static class Score
{
    /// <summary>0.9 of 1000 pictures as "90.0 % (88.0 to 91.7)"; without pictures, the accuracy alone.</summary>
    public static string Format(double accuracy, long count)
    {
        if (count == 0) return Percent.Format(accuracy);
        var (low, high) = WilsonInterval.Of(accuracy, count);
        return string.Create(CultureInfo.InvariantCulture, $"{Percent.Format(accuracy)} ({100 * low:0.0} to {100 * high:0.0})");
    }

    /// <summary>The ends of the interval as a pair, or null without pictures.</summary>
    public static JsonArray? Interval(double accuracy, long count)
    {
        if (count == 0) return null;
        var (low, high) = WilsonInterval.Of(accuracy, count);
        // A collection expression would call the generic Add, which needs code made at run time: a native build has none.
        return new JsonArray(JsonValue.Create(low), JsonValue.Create(high));
    }
}
