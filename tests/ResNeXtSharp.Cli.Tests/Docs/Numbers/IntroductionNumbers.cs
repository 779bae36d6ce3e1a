using ResNeXtSharp.Models;
using static ResNeXtSharp.Cli.Tests.Docs.Numbers.Figure;
using static ResNeXtSharp.Cli.Tests.Docs.Numbers.Literature;

namespace ResNeXtSharp.Cli.Tests.Docs.Numbers;

/// <summary>introduction.md: what networks cost is counted, what they reached is published.</summary>
static class IntroductionNumbers
{
    public static IEnumerable<Statement> All()
    {
        string plain18 = Percent(Plain18), plain34 = Percent(Plain34), residual18 = Percent(Residual18), residual34 = Percent(Residual34);
        var paper = Percent(100 - SameComplexity[^1].Error);

        yield return new($"higher error: {plain34} against {plain18}", $"{plain18}に対して{plain34}でした");
        yield return new($"With shortcuts 34 layers had {residual34} error where 18 had {residual18}", $"18層の{residual18}に対して34層は{residual34}に");
        foreach (var row in Rows()) yield return row;
        yield return new(
            $"reaches {Percent(Top1("resnext50_32x4d"))} on ImageNet (torchvision's second weights, `resnext download resnext50_32x4d`) where the paper had {paper}",
            $"ImageNetで{Percent(Top1("resnext50_32x4d"))}に達します(torchvisionの2番目の重み、`resnext download resnext50_32x4d`)。論文では{paper}でした");
        yield return new($"ResNeXt-101 32x16d reaches {Percent(Top1("resnext101_32x16d"))}", $"ResNeXt-101 32x16dは{Percent(Top1("resnext101_32x16d"))}に達します");
    }

    // The paper's table 3 beside the costs of the first and the last network, which have names here.
    static IEnumerable<Statement> Rows()
    {
        ModelSize first = Entry("resnet50").Size, last = Entry("resnext50_32x4d").Size;
        foreach (var (cardinality, width, error) in SameComplexity)
        {
            yield return cardinality switch
            {
                1 => new(
                    $"| ResNet-50, one branch {width} wide | {Millions(first.Parameters)} | {Billions(first.MultAdds)} | {Percent(error)} |",
                    $"| ResNet-50、幅{width}の枝1本 | {TenThousands(first.Parameters)} | {HundredMillions(first.MultAdds)} | {Percent(error)} |"),
                2 => new($"| 2 branches, {width} wide | about the same | about the same | {Percent(error)} |", $"| 幅{width}の枝2本 | ほぼ同じ | ほぼ同じ | {Percent(error)} |"),
                32 => new(
                    $"| ResNeXt-50, 32 branches {width} wide | {Millions(last.Parameters)} | {Billions(last.MultAdds)} | {Percent(error)} |",
                    $"| ResNeXt-50、幅{width}の枝32本 | {TenThousands(last.Parameters)} | {HundredMillions(last.MultAdds)} | {Percent(error)} |"),
                _ => new($"| {cardinality} branches, {width} wide | | | {Percent(error)} |", $"| 幅{width}の枝{cardinality}本 | | | {Percent(error)} |"),
            };
        }
    }

    static double Top1(string model) => Entry(model).Accuracy!.Top1;

    static ModelEntry Entry(string model) => ModelCatalog.Entries.Single(entry => entry.Name == model);

    static string Percent(double percent) => Share(percent / 100);
}
