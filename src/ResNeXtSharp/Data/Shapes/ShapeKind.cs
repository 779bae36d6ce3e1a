namespace ResNeXtSharp.Data;

/// <summary>The classes of <see cref="Shapes"/>, in the order of their labels. Each can be told from the others however it is turned.</summary>
enum ShapeKind
{
    Circle,
    Square,
    Triangle,
    Star,
    Cross,
    Ring,
    Heart,
    Crescent,
    Arrow,
    Hourglass,
}
