using System.Globalization;
using System.Text.RegularExpressions;

namespace ResNeXtSharp.Models;

/// <summary>
/// The names of ResNeXt networks as a language: <c>resnext50_32x4d</c> is 50 layers, cardinality 32, 4 channels per group. "se" in front puts
/// squeeze-and-excitation into the blocks, "d" behind the depth makes stem and shortcuts ResNet-D's, as in timm.
/// </summary>
internal static partial class ModelName
{
    private const int LayersPerBlock = 3;
    private const int CifarStages = 3;

    // Beyond these a name is a mistake, and its network would not fit into any memory.
    private const int MostLayers = 1000;
    private const int MostGroups = 1024;
    private const int MostChannelsPerGroup = 1024;

    private static readonly Dictionary<int, int[]> ImageNetLayers = new()
    {
        [14] = [1, 1, 1, 1],
        [26] = [2, 2, 2, 2],
        [50] = [3, 4, 6, 3],
        [101] = [3, 4, 23, 3],
        [152] = [3, 8, 36, 3],
    };

    /// <summary>Which depths there are, for messages.</summary>
    internal const string Depths = "14, 26, 50, 101 or 152 (four stages, for larger pictures), or 9n + 2, such as 11, 20, 29, 38 (the paper's three stages for CIFAR)";

    /// <summary>The name of a network.</summary>
    internal static string Of(int depth, int cardinality, int width) => string.Create(CultureInfo.InvariantCulture, $"resnext{depth}_{cardinality}x{width}d");

    /// <summary>The network of a name, or null if there is none.</summary>
    internal static ResNetGeometry? Parse(string name)
    {
        Match match = Pattern().Match(name);
        if (!match.Success || !Number(match, "depth", MostLayers, out int depth) || !Number(match, "groups", MostGroups, out int groups)
            || !Number(match, "width", MostChannelsPerGroup, out int width))
            return null;
        BlockKind block = match.Groups["se"].Success ? BlockKind.SqueezeExcite : BlockKind.Bottleneck;
        bool deep = match.Groups["d"].Success;
        if (ImageNetLayers.TryGetValue(depth, out int[]? layers))
            return new ResNetGeometry(block, layers, groups, width) { Stem = deep ? StemKind.Deep : StemKind.ImageNet, AveragesShortcuts = deep };
        (int blocks, int rest) = Math.DivRem(depth - 2, LayersPerBlock * CifarStages);
        return rest == 0 && blocks > 0 && !deep ? new ResNetGeometry(block, [blocks, blocks, blocks], groups, width) { Stem = StemKind.Cifar } : null;
    }

    static bool Number(Match match, string group, int most, out int number) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;

    [GeneratedRegex("^(?<se>se)?resnext(?<depth>[0-9]{1,4})(?<d>d)?_(?<groups>[0-9]{1,4})x(?<width>[0-9]{1,4})d\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
