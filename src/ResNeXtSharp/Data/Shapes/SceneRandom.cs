using System.Numerics;
using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>Random directions and colours.</summary>
static class SceneRandom
{
    /// <summary>A unit vector, every angle equally likely: a point of the disc, drawn until one is found, and no sine that machines may round differently.</summary>
    public static Vector2 NextDirection(this ref CounterRandom random)
    {
        while (true)
        {
            var (x, y) = (random.NextSingle(-1, 1), random.NextSingle(-1, 1));
            var square = x * x + y * y;
            if (square is < 0.01f or > 1) continue;
            var length = MathF.Sqrt(square);
            return new Vector2(x / length, y / length);
        }
    }

    /// <summary>A colour of red, green and blue in 0..1.</summary>
    public static Vector3 NextColor(this ref CounterRandom random) => new(random.NextSingle(), random.NextSingle(), random.NextSingle());

    /// <summary>A colour of red, green and blue in 0..0.5.</summary>
    public static Vector3 NextDarkColor(this ref CounterRandom random) => 0.5f * random.NextColor();

    /// <summary>A colour of red, green and blue in 0.4..1.</summary>
    public static Vector3 NextBrightColor(this ref CounterRandom random) => new Vector3(0.4f) + 0.6f * random.NextColor();

    /// <summary>Whether an event of this probability happens.</summary>
    public static bool NextChance(this ref CounterRandom random, float probability) => random.NextSingle() < probability;
}
