using ResNeXtSharp.Data;

namespace ResNeXtSharp.Tests.Data;

public class ShapeOutlineTests
{
    const float Step = 1 / 64f;

    public static TheoryData<string> Kinds => [.. Enum.GetNames<ShapeKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_outline_fills_a_fair_part_of_the_unit_circle_and_ends_soon_after_it(string name)
    {
        var kind = Enum.Parse<ShapeKind>(name);
        var inside = Grid().Where(point => ShapeOutline.Distance(kind, point.X, point.Y) < 0).ToArray();

        Assert.InRange(inside.Length * Step * Step, 0.9, 2.5);
        Assert.All(inside, point => Assert.True(point.X * point.X + point.Y * point.Y < 1.3f, $"{kind} reaches {point}."));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Near_an_outline_the_distance_grows_as_fast_as_the_way(string name)
    {
        var kind = Enum.Parse<ShapeKind>(name);
        foreach (var (x, y) in Grid().Where(point => MathF.Abs(ShapeOutline.Distance(kind, point.X, point.Y)) < Step))
        {
            var across = (ShapeOutline.Distance(kind, x + Step / 8, y) - ShapeOutline.Distance(kind, x - Step / 8, y)) / (Step / 4);
            var upward = (ShapeOutline.Distance(kind, x, y + Step / 8) - ShapeOutline.Distance(kind, x, y - Step / 8)) / (Step / 4);

            // At a corner the two sides of a difference may lie on different edges, which only makes it smaller.
            Assert.InRange(MathF.Sqrt(across * across + upward * upward), 0, 1.02f);
        }
    }

    static IEnumerable<(float X, float Y)> Grid() =>
        from row in Enumerable.Range(-80, 161) from column in Enumerable.Range(-80, 161) select (column * Step, row * Step);
}
