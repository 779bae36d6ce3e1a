using System.Xml.Linq;
using ResNeXtSharp.Cli.Explanations;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Cli.Tests.Commands;

/// <summary>What is explained is what the library computes.</summary>
public sealed class ExplainCommandTests
{
    [Theory]
    [InlineData("groups", "--groups", "2")]
    [InlineData("bottleneck", "--stage", "2")]
    [InlineData("cardinality")]
    [InlineData("name", "resnext50_32x4d")]
    [InlineData("layers", "resnext_tiny", "--size", "32")]
    [InlineData("block", "--model", "resnext14_4x4d")]
    public void Every_topic_is_told_and_drawn(params string[] topic)
    {
        using var folder = new TestFolder();

        var output = CommandRun.Of(["explain", .. topic, "--svg", folder["drawing.svg"]]).Succeeded().Output;

        Assert.Contains($"drawn: {folder["drawing.svg"]}", output, StringComparison.Ordinal);
        var drawing = XDocument.Load(folder["drawing.svg"]).Root!;
        Assert.Equal(XName.Get("svg", "http://www.w3.org/2000/svg"), drawing.Name);
        Assert.NotEmpty(drawing.Elements(drawing.Name.Namespace + "title").Single().Value);
        Assert.DoesNotContain(drawing.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "href" or "src");
    }

    /// <summary>English is told in Latin letters alone; of Japanese, every sentence and every drawing's title has others.</summary>
    [Theory]
    [InlineData("groups")]
    [InlineData("bottleneck")]
    [InlineData("cardinality")]
    [InlineData("name", "seresnext50_32x4d")]
    [InlineData("layers", "resnet18")]
    [InlineData("block", "--model", "resnext14_4x4d")]
    public void Every_topic_is_told_and_drawn_in_both_languages(params string[] topic)
    {
        using var folder = new TestFolder();
        var english = CommandRun.Of(["explain", .. topic]).Succeeded();
        var japanese = CommandRun.Of(["explain", .. topic, "--lang", "ja", "--svg", folder["drawing.svg"]]).Succeeded();

        Assert.DoesNotContain(english.Output, IsJapanese);
        Assert.All(japanese.Lines.Where(line => line.EndsWith('.') && !line.EndsWith(" .", StringComparison.Ordinal)), line => Assert.Fail($"not in Japanese: {line}"));
        Assert.Equal(english.Lines.Length + 1, japanese.Lines.Length);
        Assert.Contains(XDocument.Load(folder["drawing.svg"]).Root!.Elements().First().Value, IsJapanese);
    }

    static bool IsJapanese(char character) => character is >= '\u3040' and <= '\u30ff' or >= '\u4e00' and <= '\u9fff';

    [Theory]
    [InlineData(8, 8, 4)]
    [InlineData(6, 12, 3)]
    [InlineData(4, 4, 1)]
    public void Channels_reach_each_other_as_in_a_convolution(int inChannels, int outChannels, int groups)
    {
        var explanation = GroupsExplanation.Of(inChannels, outChannels, groups, kernel: 1, pixels: 1);
        var convolution = new Conv2d(inChannels, outChannels, kernelSize: 1, groups: groups, bias: false, seed: 3);
        for (var input = 0; input < inChannels; input++)
        {
            var one = new float[inChannels];
            one[input] = 1;
            var result = convolution.Forward(Tensor.FromArray(one, [1, inChannels, 1, 1])).ToArray();
            for (var output = 0; output < outChannels; output++) Assert.Equal(result[output] != 0, explanation.Reaches(input, output));
        }
    }

    [Fact]
    public void Constant_complexity_is_the_papers_table_2()
    {
        var widths = CardinalityExplanation.Family.ToDictionary(block => block.Cardinality, block => (block.Width, block.GroupedWidth));
        Assert.Equal([(64, 64), (40, 80), (24, 96), (14, 112), (4, 128)], new[] { 1, 2, 4, 8, 32 }.Select(cardinality => widths[cardinality]));
        Assert.All(CardinalityExplanation.Family, block => Assert.InRange(block.Parameters, 69_000, 75_000));
    }

    [Theory]
    [InlineData(1, 64, "resnet50")]
    [InlineData(32, 4, "resnext50_32x4d")]
    public void The_template_is_the_models_block(int cardinality, int width, string model)
    {
        var convolutions = ModelCatalog.Create(model, seed: null).Stages[0][1].Parameters().Where(parameter => parameter.Shape.Rank == 4).Sum(parameter => (long)parameter.Shape.Count);
        Assert.Equal(convolutions, new BlockTemplate(cardinality, width).Parameters);
    }

    [Fact]
    public void The_forms_of_a_block_agree()
    {
        var explanation = new BlockExplanation("resnext26_4x4d");
        Assert.Equal(["a", "b", "c"], explanation.Forms.Select(form => form.Letter));
        Assert.Equal([4 * 3, (4 * 2) + 1, 3], explanation.Forms.Select(form => form.Convolutions));
        Assert.All(explanation.Forms, form => Assert.InRange(explanation.OutputDifference(form), 0, 1e-5));
        Assert.All(explanation.Forms, form => Assert.InRange(explanation.GradientDifference(form), 0, 1e-4));
    }

    [Theory]
    [InlineData("resnext50_32x4d", "resnext|50|_32|x4d")]
    [InlineData("seresnext101_32x8d", "se|resnext|101|_32|x8d")]
    [InlineData("resnext50d_32x4d", "resnext|50|d|_32|x4d")]
    [InlineData("wide_resnet50_2", "wide_|resnet|50|_2")]
    [InlineData("resnet18", "resnet|18")]
    [InlineData("resnext_tiny", "resnext|_tiny")]
    public void Every_part_of_a_name_is_explained(string model, string parts) =>
        Assert.Equal(parts, string.Join('|', new NameExplanation(model).Parts(new Words("en")).Select(part => part.Part)));

    [Theory]
    [InlineData("3 groups must divide both 8 channels in and 8 out", "groups", "--groups", "3")]
    [InlineData("There is no model \"resnxt50\"", "name", "resnxt50")]
    [InlineData("There is no model \"resnxt50\"", "layers", "resnxt50")]
    [InlineData("has 4 stages", "bottleneck", "--stage", "5")]
    [InlineData("are no bottlenecks", "block", "--model", "resnet18")]
    [InlineData("cannot be drawn", "groups", "--in", "128", "--out", "128", "--svg", "unused.svg")]
    public void What_cannot_be_explained_is_refused_with_the_reason(string reason, params string[] topic) =>
        Assert.Contains(reason, CommandRun.Of(["explain", .. topic]).Refused(ExitCode.Usage), StringComparison.Ordinal);
}
