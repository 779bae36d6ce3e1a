using System.Globalization;
using Microsoft.AspNetCore.Http;
using ResNeXtSharp.Models;

namespace ResNeXtSharp.Web.Explorer;

/// <summary>The network that was asked for.</summary>
/// <param name="Blocks">Blocks of each stage: four for larger pictures, three for CIFAR's.</param>
/// <param name="Cardinality">Branches of a block.</param>
/// <param name="Width">Channels of a branch in the first stage.</param>
/// <param name="ImageSize">Rows and columns of a picture.</param>
/// <param name="Classes">Outputs of the classifier.</param>
sealed record GeometryRequest(IReadOnlyList<int> Blocks, int Cardinality, int Width, int ImageSize, int Classes)
{
    const int LayersPerBlock = 3;

    /// <summary>The most of everything: larger networks exist on paper alone.</summary>
    const int MostBlocks = 64, MostCardinality = 256, MostWidth = 256, MostPixels = 1024, MostClasses = 100_000;

    const int CifarStages = 3;

    /// <summary>Layers with weights, as a ResNeXt's name counts them.</summary>
    public int Depth => 2 + LayersPerBlock * Blocks.Sum();

    /// <summary>The network's shape.</summary>
    public ResNetGeometry Geometry => new(BlockKind.Bottleneck, Blocks, Cardinality, Width) { Stem = Blocks.Count == CifarStages ? StemKind.Cifar : StemKind.ImageNet };

    /// <summary>The name by which the command knows the network, or null if its stages have blocks that no name stands for.</summary>
    public string? Name
    {
        get
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"resnext{Depth}_{Cardinality}x{Width}d");
            return ModelCatalog.Find(name) is { } known && known.Layers.SequenceEqual(Blocks) && known.Stem == Geometry.Stem ? name : null;
        }
    }

    /// <summary>Reads <c>blocks=3,4,6,3&amp;cardinality=32&amp;width=4&amp;image=224&amp;classes=1000</c>; what is left out is ResNeXt-50's.</summary>
    /// <returns>The request, or null and what is wrong with each value.</returns>
    public static GeometryRequest? Read(IQueryCollection query, out Dictionary<string, string[]> problems)
    {
        var found = new Dictionary<string, string[]>();
        problems = found;
        var blocks = (query.TryGetValue("blocks", out var text) ? text.ToString() : "3,4,6,3").Split(',').Select(each => Number(each, MostBlocks)).ToList();
        if (blocks.Count is not (3 or 4) || blocks.Contains(null)) found["blocks"] = [$"Three or four numbers from 1 to {MostBlocks}, such as 3,4,6,3."];
        var request = new GeometryRequest(
            [.. blocks.Select(each => each ?? 1)],
            Value("cardinality", 32, MostCardinality),
            Value("width", 4, MostWidth),
            Value("image", blocks.Count == CifarStages ? 32 : 224, MostPixels),
            Value("classes", blocks.Count == CifarStages ? 10 : 1000, MostClasses));
        return found.Count == 0 ? request : null;

        int Value(string name, int usual, int most)
        {
            if (!query.TryGetValue(name, out var given)) return usual;
            if (Number(given.ToString(), most) is { } number) return number;
            found[name] = [$"A number from 1 to {most}."];
            return usual;
        }
    }

    static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
