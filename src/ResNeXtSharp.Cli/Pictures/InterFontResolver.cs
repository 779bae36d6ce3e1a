using ScottPlot;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>Gives charts the font that comes along.</summary>
sealed class InterFontResolver : IFontResolver
{
    static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Makes Inter the font of all charts.</summary>
    public static void Use() => _ = Registered.Value;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName != InterFont.Family ? null : weight >= FontWeight.SemiBold ? InterFont.Bold : InterFont.Regular;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        CreateTypeface(fontName, bold ? FontWeight.Bold : FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal);

    static bool Register()
    {
        Fonts.FontResolvers.Insert(0, new InterFontResolver());
        Fonts.Default = InterFont.Family;
        return true;
    }
}
