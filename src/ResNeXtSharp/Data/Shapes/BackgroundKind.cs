namespace ResNeXtSharp.Data;

/// <summary>What lies behind a shape.</summary>
enum BackgroundKind
{
    Flat,
    Gradient,
    Stripes,
    Checks,
    Clouds,
}
