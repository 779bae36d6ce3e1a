using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>The colours of all pictures.</summary>
static class Ink
{
    public static readonly SKColor Text = new(0x1F, 0x24, 0x30);
    public static readonly SKColor Faint = new(0x6B, 0x72, 0x80);
    public static readonly SKColor Line = new(0xE5, 0xE7, 0xEB);
    public static readonly SKColor Training = new(0x2F, 0x6F, 0xDE);
    public static readonly SKColor Validation = new(0xE8, 0x6A, 0x17);
    public static readonly SKColor Right = new(0x1A, 0x7F, 0x37);
    public static readonly SKColor Wrong = new(0xC6, 0x28, 0x28);

    /// <summary>The same colour for a chart.</summary>
    public static ScottPlot.Color ForChart(this SKColor color) => new(color.Red, color.Green, color.Blue);
}
