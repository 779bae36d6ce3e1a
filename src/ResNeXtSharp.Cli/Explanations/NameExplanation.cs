using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Models;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>What each part of a model's name means.</summary>
sealed class NameExplanation(string model) : IExplanation
{
    readonly ResNetGeometry _geometry = ModelCatalog.Find(model) ?? throw new UsageException(ModelCatalog.Unknown(model));

    public string Title(Words words) => words[$"What {model} means", $"{model} の意味"];

    /// <summary>Each part and its meaning.</summary>
    public IReadOnlyList<(string Part, string Meaning)> Parts(Words words)
    {
        var parts = new List<(string, string)>();
        var rest = model;
        if (rest.StartsWith("se", StringComparison.Ordinal)) Take("se", words["squeeze and excitation: each block weighs its channels before the shortcut is added", "squeeze and excitation: ショートカットを足す前に、各ブロックがチャネルを重み付けする"]);
        if (rest.StartsWith("wide_", StringComparison.Ordinal)) Take("wide_", words["a network that is wider instead of deeper (Zagoruyko and Komodakis 2016)", "深くする代わりに幅を広げたネットワーク (Zagoruyko and Komodakis 2016)"]);
        if (rest.StartsWith("resnext", StringComparison.Ordinal)) Take("resnext", words["a residual network whose blocks aggregate transformations (Xie et al. 2017)", "ブロックが変換を集約する残差ネットワーク (Xie et al. 2017)"]);
        else Take("resnet", words["a residual network (He et al. 2015)", "残差ネットワーク (He et al. 2015)"]);
        var depth = string.Concat(rest.TakeWhile(char.IsAsciiDigit));
        if (depth.Length > 0) Take(depth, words[$"layers with weights: {Depth(words)}", $"重みを持つ層の数: {Depth(words)}"]);
        if (rest.StartsWith('d')) Take("d", words["stem of three 3x3 convolutions, and shortcuts that average where others skip (ResNet-D)", "ステムは3つの3x3畳み込みで、ショートカットは画素を飛ばさず平均する (ResNet-D)"]);
        if (rest.Split('x') is [['_', .. var groups], var width] && groups.All(char.IsAsciiDigit))
        {
            Take("_" + groups, words[$"cardinality: {groups} branches in a block, the groups of its 3x3 convolution", $"カーディナリティ: ブロックの枝は{groups}本、3x3畳み込みのグループ数"]);
            Take("x" + width, words[$"width: {_geometry.WidthPerGroup} channels in each branch of the first stage, twice as many in each further one", $"幅: 第1ステージの枝は{_geometry.WidthPerGroup}チャネル、ステージが進むごとに2倍"]);
        }
        if (rest == "_2") Take(rest, words["twice the channels between the 1x1 convolutions", "1x1畳み込みの間のチャネルが2倍"]);
        if (rest.Length > 0) Take(rest, Own(words));
        return parts;

        void Take(string part, string meaning)
        {
            parts.Add((part, meaning));
            rest = rest[part.Length..];
        }
    }

    public void Tell(IAnsiConsole console, Words words)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(words["part", "部分"]).AddColumn(words["meaning", "意味"]);
        foreach (var (part, meaning) in Parts(words)) table.AddRow(new Text(part), new Text(meaning));
        console.Write(table);
        var parameters = Words.Count(ModelSize.Of(_geometry, classes: 1000, 224, 224).Parameters);
        console.WriteProse(words[
            $"{parameters} parameters with 1,000 classes. resnext explain layers {model} walks through it.",
            $"1,000クラスでパラメータは{parameters}個です。resnext explain layers {model} で全体をたどれます。"]);
    }

    public XElement Draw(Words words)
    {
        const double Top = 90, Row = 44, Left = 40;
        var parts = Parts(words);
        var longest = parts.Max(part => part.Part.Length);
        return Sketch.Picture(
            900,
            Top + Row * parts.Count + 20,
            Title(words),
            parts.Select((part, i) => Sketch.Box(Left, Top + Row * i, 16 + 9 * longest, 30, Sketch.Hue(i))),
            parts.Select((part, i) => Sketch.Text(Left + 8, Top + Row * i + 20, part.Part, "inside")),
            parts.Select((part, i) => Sketch.Text(Left + 36 + 9 * longest, Top + Row * i + 20, part.Meaning)));
    }

    string Depth(Words words)
    {
        var perBlock = _geometry.Block == BlockKind.Basic ? 2 : 3;
        var blocks = $"{perBlock} x ({string.Join(" + ", _geometry.Layers)})";
        return words[$"the stem, {blocks} in blocks, the classifier", $"ステム、ブロックの {blocks}、分類器"];
    }

    string Own(Words words)
    {
        var blocks = string.Join(", ", _geometry.Layers);
        return words[
            $"a small network of this project: blocks {blocks}, cardinality {_geometry.Groups}, width {_geometry.WidthPerGroup}, {_geometry.FirstPlanes} channels behind the stem",
            $"このプロジェクトの小さなネットワーク: ブロック {blocks}、カーディナリティ {_geometry.Groups}、幅 {_geometry.WidthPerGroup}、ステムの後は {_geometry.FirstPlanes} チャネル"];
    }
}
