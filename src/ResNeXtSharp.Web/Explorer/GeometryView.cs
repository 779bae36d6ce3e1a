using System.Text.Json.Serialization;
using ResNeXtSharp.Models;

namespace ResNeXtSharp.Web.Explorer;

/// <summary>A network's numbers for the explorer.</summary>
/// <param name="Name">The name by which <c>resnext train --model</c> takes it, or null.</param>
/// <param name="Depth">Layers with weights.</param>
/// <param name="Cardinality">Branches of a block.</param>
/// <param name="Width">Channels of a branch in the first stage.</param>
/// <param name="ImageSize">Rows and columns of a picture.</param>
/// <param name="Classes">Outputs of the classifier.</param>
/// <param name="Parameters">Trainable scalars.</param>
/// <param name="MultAdds">Multiply-adds of one picture's forward pass.</param>
/// <param name="Parts">Stem, stages and classifier.</param>
/// <param name="Template">The paper's block of 256 channels with this cardinality and width.</param>
/// <param name="ConstantComplexity">Blocks with ResNet-50's cost, the paper's table 2 and between.</param>
sealed record GeometryView(
    string? Name,
    int Depth,
    int Cardinality,
    int Width,
    int ImageSize,
    int Classes,
    long Parameters,
    long MultAdds,
    IReadOnlyList<PartView> Parts,
    TemplateView Template,
    IReadOnlyList<TemplateView> ConstantComplexity)
{
    static readonly int[] Cardinalities = [1, 2, 4, 8, 16, 32, 64];

    public static GeometryView Of(GeometryRequest asked)
    {
        var parts = ModelSize.PartsOf(asked.Geometry, asked.Classes, asked.ImageSize, asked.ImageSize);
        return new GeometryView(
            asked.Name,
            asked.Depth,
            asked.Cardinality,
            asked.Width,
            asked.ImageSize,
            asked.Classes,
            parts.Sum(part => part.Size.Parameters),
            parts.Sum(part => part.Size.MultAdds),
            [.. parts.Select(PartView.Of)],
            TemplateView.Of(new BlockTemplate(asked.Cardinality, asked.Width)),
            [.. Cardinalities.Select(cardinality => TemplateView.Of(BlockTemplate.OfConstantComplexity(cardinality)))]);
    }
}

/// <summary>A part of a network.</summary>
sealed record PartView(string Name, int Blocks, int Channels, int Height, int Width, long Parameters, long MultAdds, IReadOnlyList<ConvolutionView> Convolutions)
{
    public static PartView Of(NetworkPart part) => new(
        part.Name, part.Blocks, part.Channels, part.Height, part.Width, part.Size.Parameters, part.Size.MultAdds,
        part.Blocks == 0 ? [] : [.. part.Convolutions.Select(each => ConvolutionView.Of(each, part.Height * part.Width))]);
}

/// <summary>A convolution of a stage's last block.</summary>
sealed record ConvolutionView(int InChannels, int OutChannels, int Kernel, int Groups, long Weights, long MultAdds)
{
    public static ConvolutionView Of(ConvolutionCost cost, int pixels) => new(cost.InChannels, cost.OutChannels, cost.Kernel, cost.Groups, cost.Parameters, cost.MultAdds(pixels));
}

/// <summary>A block of 256 channels, as the paper compares them.</summary>
/// <param name="Cardinality">C</param>
/// <param name="Width">d</param>
/// <param name="Weights">Its convolutions' weights.</param>
/// <param name="Cost">Its weights as a multiple of those of ResNet-50's block.</param>
sealed record TemplateView(int Cardinality, int Width, long Weights, double Cost)
{
    public static TemplateView Of(BlockTemplate block) => new(block.Cardinality, block.Width, block.Parameters, (double)block.Parameters / BlockTemplate.ResNet.Parameters);
}

/// <summary>The serializer, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GeometryView))]
sealed partial class ExplorerJson : JsonSerializerContext;
