using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Data;

/// <summary>The built-in pictures.</summary>
sealed class ShapesSource() : DataSource(ShapesPlace)
{
    public override string Name => Shapes.Title;

    public override IReadOnlyList<string> ClassNames => Shapes.Names;

    public override float[] Mean => [.. Shapes.Mean];

    public override float[] Std => [.. Shapes.Std];

    public override int ImageSize => Shapes.Side;

    public override Dataset OpenTrain(int? count) => new Shapes(train: true, count);

    public override Dataset OpenTest(int? count) => new Shapes(train: false, count);
}
