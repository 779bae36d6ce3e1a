using static System.MathF;

namespace ResNeXtSharp.Data;

/// <summary>
/// The ten outlines as signed distances: negative inside, positive outside, and close to an outline as long as the way to it. Each fits the unit circle
/// roughly, y pointing up. Only operations that round the same on every machine are used, as everywhere in these pictures.
/// </summary>
static class ShapeOutline
{
    public static float Distance(ShapeKind kind, float x, float y) => kind switch
    {
        ShapeKind.Circle => Disc(x, y, 0.88f),
        ShapeKind.Square => Max(Abs(x), Abs(y)) - 0.75f,
        ShapeKind.Triangle => Max(0.8660254f * Abs(x) + 0.5f * y, -y) - 0.53f,
        ShapeKind.Star => Star(x, y),
        ShapeKind.Cross => Cross(Abs(x), Abs(y)),
        ShapeKind.Ring => Abs(Disc(x, y, 0.72f)) - 0.21f,
        ShapeKind.Heart => Heart(Abs(x), y + 0.12f),
        ShapeKind.Crescent => Max(Disc(x - 0.15f, y, 0.95f), -Disc(x - 0.62f, y, 0.8f)),
        ShapeKind.Arrow => Arrow(Abs(x), y),
        ShapeKind.Hourglass => Max(Abs(y) - 0.8f, 0.811f * (Abs(x) - 0.72f * Abs(y) - 0.1f)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    static float Disc(float x, float y, float radius) => Sqrt(x * x + y * y) - radius;

    // Mirroring folds the five points onto the half of the upper one, which is bounded by a single edge.
    static float Star(float x, float y)
    {
        const float Sin54 = 0.80901699f;
        const float Cos54 = 0.58778525f;
        x = Abs(x);
        var beyond = Max(Sin54 * x - Cos54 * y, 0);
        (x, y) = (x - 2 * Sin54 * beyond, y + 2 * Cos54 * beyond);
        beyond = Max(-Sin54 * x - Cos54 * y, 0);
        (x, y) = (Abs(x + 2 * Sin54 * beyond), y + 2 * Cos54 * beyond);
        return 0.9366f * x + 0.3503f * (y - 1);
    }

    static float Cross(float x, float y) => Min(Max(x - 0.92f, y - 0.28f), Max(x - 0.28f, y - 0.92f));

    // A square standing on a corner, with a disc on each upper edge.
    static float Heart(float x, float y)
    {
        const float HalfSide = 0.56f;
        const float Sqrt2Inverse = 0.70710678f;
        var square = Sqrt2Inverse * Max(Abs(x + y), Abs(x - y)) - HalfSide;
        return Min(square, Disc(x - Sqrt2Inverse * HalfSide, y - Sqrt2Inverse * HalfSide, HalfSide));
    }

    static float Arrow(float x, float y)
    {
        var head = Max(0.798f * x + 0.603f * (y - 0.98f), 0.05f - y);
        var shaft = Max(x - 0.2f, Max(y - 0.3f, -0.95f - y));
        return Min(head, shaft);
    }
}
