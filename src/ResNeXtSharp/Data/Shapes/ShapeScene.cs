using System.Numerics;
using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>Everything random about one picture but its noise.</summary>
readonly struct ShapeScene
{
    const int ColorTries = 16;

    /// <summary>How far the middle of a shape lies from that of the picture at most, in pixels along each side.</summary>
    const float MaxShift = 3;

    /// <summary>The tangent of the largest angle by which a shape is turned: about 27 degrees.</summary>
    const float MaxLean = 0.5f;

    public ShapeScene(ShapeKind kind, ref CounterRandom random)
    {
        Kind = kind;
        Radius = random.NextSingle(9, 14);
        Center = new Vector2(random.NextSingle(-MaxShift, MaxShift), random.NextSingle(-MaxShift, MaxShift));
        var lean = random.NextSingle(-MaxLean, MaxLean);
        Up = new Vector2(lean, -1) / MathF.Sqrt(1 + lean * lean);
        Stretch = random.NextSingle(0.85f, 1.18f);
        Background = new Background(ref random);
        Color = ContrastingColor(Background, ref random);
        Shading = 0.25f * (random.NextColor() - new Vector3(0.5f));
        Occluders = random.NextInt32(3);
        IsBlurred = random.NextChance(0.3f);
        var noise = random.NextSingle();
        Noise = 0.12f * noise * noise;
    }

    public ShapeKind Kind { get; }

    /// <summary>The size of the shape in pixels.</summary>
    public float Radius { get; }

    /// <summary>The middle of the shape, in pixels from the middle of the picture.</summary>
    public Vector2 Center { get; }

    /// <summary>The direction in which the shape's upper side points; the rows of a picture count downwards.</summary>
    public Vector2 Up { get; }

    /// <summary>How much wider the shape is than high.</summary>
    public float Stretch { get; }

    public Background Background { get; }

    /// <summary>The colour of the shape's middle.</summary>
    public Vector3 Color { get; }

    /// <summary>How much the colour changes from the middle of the shape to its top.</summary>
    public Vector3 Shading { get; }

    /// <summary>How many rectangles lie in front.</summary>
    public int Occluders { get; }

    public bool IsBlurred { get; }

    /// <summary>The largest change that noise makes to a colour.</summary>
    public float Noise { get; }

    /// <summary>A small rectangle somewhere, of any colour.</summary>
    public static Rectangle NextOccluder(ref CounterRandom random)
    {
        var (width, height) = (2 + random.NextInt32(4), 2 + random.NextInt32(4));
        return new Rectangle(random.NextInt32(Shapes.Side - width), random.NextInt32(Shapes.Side - height), width, height, random.NextColor());
    }

    // The shape is brighter than what lies behind it: with either sign of the contrast a network of 50 layers needs many more epochs. Now and then a low
    // contrast will do; it is never so low that the shape could not be seen.
    static Vector3 ContrastingColor(in Background background, ref CounterRandom random)
    {
        var needed = random.NextChance(0.2f) ? 0.2f : 0.3f;
        for (var i = 0; i < ColorTries; i++)
        {
            var color = random.NextBrightColor();
            if (Contrast(color, background.First) >= needed && Contrast(color, background.Second) >= needed) return color;
        }
        return Vector3.One;
    }

    static float Contrast(Vector3 a, Vector3 b)
    {
        var difference = Vector3.Abs(a - b);
        return 0.3f * difference.X + 0.59f * difference.Y + 0.11f * difference.Z;
    }
}
