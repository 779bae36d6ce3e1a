namespace ResNeXtSharp.Cli;

/// <summary>Numbers as JSON can hold them.</summary>
static class JsonNumber
{
    /// <summary>The number, or null for what JSON has no word for: infinities, and what is not a number.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
