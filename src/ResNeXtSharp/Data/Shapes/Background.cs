using System.Numerics;
using ResNeXtSharp.Randomness;
using static System.MathF;

namespace ResNeXtSharp.Data;

/// <summary>A pattern of two dark colours.</summary>
readonly struct Background
{
    static readonly int Kinds = Enum.GetValues<BackgroundKind>().Length;

    readonly BackgroundKind _kind;
    readonly Vector2 _direction;
    readonly float _frequency;
    readonly float _phase;
    readonly uint _salt;

    public Background(ref CounterRandom random)
    {
        _kind = (BackgroundKind)random.NextInt32(Kinds);
        _direction = random.NextDirection();
        _frequency = 1 / random.NextSingle(5, 16);
        _phase = random.NextSingle();
        _salt = random.NextUInt32();
        First = random.NextDarkColor();
        Second = First + (_kind == BackgroundKind.Flat ? 0 : random.NextSingle(0.2f, 0.6f)) * (random.NextDarkColor() - First);
    }

    public Vector3 First { get; }

    public Vector3 Second { get; }

    /// <summary>The colour at a place, in pixels from the middle.</summary>
    public Vector3 ColorAt(float x, float y)
    {
        var along = _direction.X * x + _direction.Y * y;
        var across = _direction.X * y - _direction.Y * x;
        var share = _kind switch
        {
            BackgroundKind.Flat => 0,
            BackgroundKind.Gradient => Clamp(0.5f + along / 36),
            BackgroundKind.Stripes => Band(along),
            BackgroundKind.Checks => Checks(Band(along), Band(across)),
            _ => Clouds(along * _frequency + 64, across * _frequency + 64),
        };
        return First + share * (Second - First);
    }

    // A square wave with slopes of about a pixel.
    float Band(float position)
    {
        var turns = position * _frequency + _phase + 64;
        var wave = Abs(2 * (turns - (int)turns) - 1);
        return Clamp(0.5f + (wave - 0.5f) * 0.5f / _frequency);
    }

    static float Checks(float a, float b) => a * b + (1 - a) * (1 - b);

    // Random numbers on a grid, blended between its points.
    float Clouds(float x, float y)
    {
        var (column, row) = ((int)x, (int)y);
        var (right, down) = (x - column, y - row);
        var upper = Blend(GridValue(column, row), GridValue(column + 1, row), right);
        var lower = Blend(GridValue(column, row + 1), GridValue(column + 1, row + 1), right);
        return Blend(upper, lower, down);
    }

    float GridValue(int column, int row)
    {
        var mixed = ((uint)column * 0x9E3779B1 ^ (uint)row * 0x85EBCA77 ^ _salt) * 0xC2B2AE3D;
        return ((mixed ^ mixed >> 15) * 0x27D4EB2F >> 8) * (1f / (1 << 24));
    }

    static float Blend(float from, float to, float share) => from + share * share * (3 - 2 * share) * (to - from);

    static float Clamp(float value) => Min(Max(value, 0), 1);
}
