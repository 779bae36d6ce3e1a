using System.Numerics;
using ResNeXtSharp.Randomness;
using static System.MathF;

namespace ResNeXtSharp.Data;

/// <summary>Paints a scene: background, shape with smooth edges, rectangles in front, blur, noise.</summary>
static class ShapePainter
{
    const int Side = Shapes.Side;

    // No outline with its smooth edge reaches farther from its middle.
    const float SquareOfReach = 1.5f;

    /// <summary>Paints into bytes, shape [32, 32, 3].</summary>
    public static void Paint(in ShapeScene scene, ref CounterRandom random, Span<byte> pixels)
    {
        Span<Vector3> colors = stackalloc Vector3[Side * Side];
        PaintShape(scene, colors);
        for (var i = 0; i < scene.Occluders; i++) PaintOver(ShapeScene.NextOccluder(ref random), colors);
        if (scene.IsBlurred) Blur(colors);
        Develop(colors, scene.Noise, ref random, pixels);
    }

    static void PaintShape(in ShapeScene scene, Span<Vector3> colors)
    {
        var (wide, high) = (scene.Radius * Sqrt(scene.Stretch), scene.Radius / Sqrt(scene.Stretch));
        var edge = Min(wide, high);
        var (kind, color, shading, center, background) = (scene.Kind, scene.Color, scene.Shading, scene.Center, scene.Background);
        var (acrossX, acrossY) = (scene.Up.Y / wide, -scene.Up.X / wide);
        var (upwardX, upwardY) = (scene.Up.X / high, scene.Up.Y / high);
        for (var row = 0; row < Side; row++)
        {
            var y = row + 0.5f - Side / 2;
            for (var column = 0; column < Side; column++)
            {
                var x = column + 0.5f - Side / 2;
                var painted = background.ColorAt(x, y);
                var (dx, dy) = (x - center.X, y - center.Y);
                var across = acrossX * dx + acrossY * dy;
                var upward = upwardX * dx + upwardY * dy;
                if (across * across + upward * upward < SquareOfReach)
                {
                    var coverage = Min(Max(0.5f - edge * ShapeOutline.Distance(kind, across, upward), 0), 1);
                    painted += coverage * (color + upward * shading - painted);
                }
                colors[row * Side + column] = painted;
            }
        }
    }

    static void PaintOver(in Rectangle rectangle, Span<Vector3> colors)
    {
        for (var row = rectangle.Top; row < rectangle.Top + rectangle.Height; row++)
            colors.Slice(row * Side + rectangle.Left, rectangle.Width).Fill(rectangle.Color);
    }

    static void Blur(Span<Vector3> colors)
    {
        for (var i = 0; i < Side; i++)
        {
            BlurLine(colors[(i * Side)..], 1);
            BlurLine(colors[i..], Side);
        }
    }

    // The weights 1/4, 1/2, 1/4; the line's ends repeat.
    static void BlurLine(Span<Vector3> line, int step)
    {
        var before = line[0];
        for (var i = 0; i < Side; i++)
        {
            var color = line[i * step];
            var after = line[Math.Min(i + 1, Side - 1) * step];
            line[i * step] = 0.25f * (before + after) + 0.5f * color;
            before = color;
        }
    }

    // One random word is enough for the three channels' noise.
    static void Develop(ReadOnlySpan<Vector3> colors, float noise, ref CounterRandom random, Span<byte> pixels)
    {
        const float Center = 511.5f;
        var scale = noise / Center;
        for (var i = 0; i < colors.Length; i++)
        {
            var word = (int)(random.NextUInt32() >> 2);
            var grain = new Vector3(word & 1023, word >> 10 & 1023, word >> 20) - new Vector3(Center);
            var color = Vector3.Clamp((colors[i] + scale * grain) * 255 + new Vector3(0.5f), Vector3.Zero, new Vector3(255));
            pixels[3 * i] = (byte)color.X;
            pixels[3 * i + 1] = (byte)color.Y;
            pixels[3 * i + 2] = (byte)color.Z;
        }
    }
}
