using System.Globalization;
using System.Text.RegularExpressions;

namespace ResNeXtSharp.Weights;

/// <summary>The residual blocks of a checkpoint: for each stage, for each block, the shapes [out, in / groups, height, width] of its convolutions in order.</summary>
/// <remarks>Programs name the same convolutions differently; which name belongs to which place is all that is known here.</remarks>
static partial class ConvolutionBlocks
{
    /// <summary>The parts of a block's branch, in the order of the network, under the names of each program.</summary>
    static readonly string[][] Places = [["1", "2", "3"], ["0", "3", "6"], ["reduce", "conv", "expand"]];

    /// <summary>Stages in order; empty when no key is one of a known program.</summary>
    public static IReadOnlyList<IReadOnlyList<IReadOnlyList<long>[]>> Find(IReadOnlyDictionary<string, TensorEntry> entries) =>
    [
        .. from entry in entries
           where entry.Value.Shape.Count == 4
           let name = Name().Match(entry.Key)
           where name.Success
           orderby Number(name, "stage"), Number(name, "block"), Place(name)
           group (Block: Number(name, "block"), entry.Value.Shape) by Number(name, "stage") into stage
           select (IReadOnlyList<IReadOnlyList<long>[]>)[.. stage.GroupBy(convolution => convolution.Block, convolution => convolution.Shape).Select(block => block.ToArray())],
    ];

    static int Number(Match name, string group) => int.Parse(name.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    static int Place(Match name) => Places.Max(places => Array.IndexOf(places, name.Groups["place"].Value));

    // torchvision, timm, kuangliu: layer1.0.conv1.weight; weiaicunzai: conv2.0.split_transforms.0.weight; prlz77: stage_1.stage_1_bottleneck_0.conv_reduce.weight
    [GeneratedRegex("""^(layer(?<stage>[0-9]{1,2})\.(?<block>[0-9]{1,4})\.conv(?<place>[123])|conv(?<stage>[0-9]{1,2})\.(?<block>[0-9]{1,4})\.split_transforms\.(?<place>[036])|stage_(?<stage>[0-9]{1,2})\.stage_[0-9]{1,2}_bottleneck_(?<block>[0-9]{1,4})\.conv_(?<place>reduce|conv|expand))\.weight$""", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
