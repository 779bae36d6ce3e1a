using System.Globalization;
using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Models;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>What each part of a model's name means.</summary>
sealed class NameExplanation(string model) : IExplanation
{
    readonly ResNetGeometry _geometry = ModelCatalog.Find(model) ?? throw new UsageException(ModelCatalog.Unknown(model));

    public string Title => model;

    /// <summary>Each part and its meaning.</summary>
    public IReadOnlyList<(string Part, string Meaning)> Parts
    {
        get
        {
            var parts = new List<(string, string)>();
            var rest = model;
            if (rest.StartsWith("se", StringComparison.Ordinal)) Take("se", "squeeze and excitation: each block weighs its channels before the shortcut is added");
            if (rest.StartsWith("wide_", StringComparison.Ordinal)) Take("wide_", "a network that is wider instead of deeper (Zagoruyko and Komodakis 2016)");
            if (rest.StartsWith("resnext", StringComparison.Ordinal)) Take("resnext", "a residual network whose blocks aggregate transformations (Xie et al. 2017)");
            else Take("resnet", "a residual network (He et al. 2015)");
            var depth = string.Concat(rest.TakeWhile(char.IsAsciiDigit));
            if (depth.Length > 0) Take(depth, $"layers with weights: {Depth()}");
            if (rest.StartsWith('d')) Take("d", "stem of three 3x3 convolutions, and shortcuts that average where others skip (ResNet-D)");
            if (rest.Split('x') is [['_', .. var groups], var width] && groups.All(char.IsAsciiDigit))
            {
                Take("_" + groups, $"cardinality: {groups} branches in a block, the groups of its 3x3 convolution");
                Take("x" + width, $"width: {_geometry.WidthPerGroup} channels in each branch of the first stage, twice as many in each further one");
            }
            if (rest == "_2") Take(rest, "twice the channels between the 1x1 convolutions");
            if (rest.Length > 0) Take(rest, Own());
            return parts;

            void Take(string part, string meaning)
            {
                parts.Add((part, meaning));
                rest = rest[part.Length..];
            }
        }
    }

    public void Tell(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("part").AddColumn("meaning");
        foreach (var (part, meaning) in Parts) table.AddRow(new Text(part), new Text(meaning));
        console.Write(table);
        console.WriteLine($"{Words.Count(ModelSize.Of(_geometry, classes: 1000, 224, 224).Parameters)} parameters with 1,000 classes. resnext explain layers {model} walks through it.");
    }

    public XElement Draw()
    {
        const double Top = 90, Row = 44, Left = 40;
        var parts = Parts;
        var longest = parts.Max(part => part.Part.Length);
        return Sketch.Picture(
            900,
            Top + Row * parts.Count + 20,
            $"What {model} means",
            parts.Select((part, i) => Sketch.Box(Left, Top + Row * i, 16 + 9 * longest, 30, Sketch.Hue(i))),
            parts.Select((part, i) => Sketch.Text(Left + 8, Top + Row * i + 20, part.Part, "inside")),
            parts.Select((part, i) => Sketch.Text(Left + 36 + 9 * longest, Top + Row * i + 20, part.Meaning)));
    }

    string Depth()
    {
        var perBlock = _geometry.Block == BlockKind.Basic ? 2 : 3;
        return $"the stem, {perBlock} x ({string.Join(" + ", _geometry.Layers)}) in blocks, the classifier";
    }

    string Own() => string.Create(CultureInfo.InvariantCulture,
        $"a small network of this project: blocks {string.Join(", ", _geometry.Layers)}, cardinality {_geometry.Groups}, width {_geometry.WidthPerGroup}, {_geometry.FirstPlanes} channels behind the stem");
}
