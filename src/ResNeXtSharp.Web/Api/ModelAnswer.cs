using System.Reflection;
using System.Text.Json.Serialization;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;
using ResNeXtSharp.Models;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Web.Api;

/// <summary>The answer to <c>GET model</c>.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Geometry">The network's shape.</param>
/// <param name="Parameters">Trainable scalars.</param>
/// <param name="MultAdds">Multiply-adds for one picture.</param>
/// <param name="ClassNames">The classes' names, in the order of the logits.</param>
/// <param name="Preprocessing">How a picture becomes the network's input.</param>
/// <param name="Weights">The weights file, or null if the model came from elsewhere.</param>
/// <param name="DataSet">What it was trained on.</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="Simd">The vector instructions in use.</param>
/// <param name="Version">The version of ResNeXtSharp.</param>
sealed record ModelAnswer(
    string Model,
    GeometryAnswer Geometry,
    long Parameters,
    [property: JsonPropertyName("mult_adds")] long MultAdds,
    [property: JsonPropertyName("class_names")] IReadOnlyList<string> ClassNames,
    PreprocessingAnswer Preprocessing,
    WeightsAnswer? Weights,
    [property: JsonPropertyName("data_set")] string DataSet,
    int Threads,
    string Simd,
    string Version)
{
    public static ModelAnswer Of(Classifier classifier, string? weights)
    {
        var (description, preprocessing) = (classifier.Description, classifier.Preprocessing);
        var geometry = ModelCatalog.Find(description.Model);
        var size = geometry is null ? default : ModelSize.Of(geometry, description.ClassNames.Count, preprocessing.ImageSize, preprocessing.ImageSize);
        return new ModelAnswer(
            description.Model,
            GeometryAnswer.Of(geometry),
            classifier.Model.CountParameters(),
            size.MultAdds,
            description.ClassNames,
            new PreprocessingAnswer(preprocessing.ResizeSize, preprocessing.ImageSize, preprocessing.Mean, preprocessing.Std),
            weights is null ? null : WeightsAnswer.Of(weights),
            description.DataSet,
            WorkerPool.Threads,
            SimdDispatch.Describe(SimdDispatch.Level),
            typeof(ModelAnswer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
    }
}

/// <summary>A network's shape.</summary>
/// <param name="Depths">Blocks in each stage.</param>
/// <param name="Cardinality">Groups of a block.</param>
/// <param name="WidthPerGroup">Channels of a group in the first stage.</param>
/// <param name="FirstPlanes">Planes of the first stage.</param>
/// <param name="Block">The kind of block: <c>basic</c>, <c>bottleneck</c> or <c>squeeze_excite</c>.</param>
/// <param name="Stem">What brings pictures in: <c>image_net</c>, <c>deep</c>, <c>cifar</c> or <c>pooled_cifar</c>.</param>
sealed record GeometryAnswer(
    IReadOnlyList<int> Depths,
    int Cardinality,
    [property: JsonPropertyName("width_per_group")] int WidthPerGroup,
    [property: JsonPropertyName("first_planes")] int FirstPlanes,
    string Block,
    string Stem)
{
    public static GeometryAnswer Of(ResNetGeometry? geometry) => geometry is null ? new([], 0, 0, 0, "other", "other") : new(
        geometry.Layers, geometry.Groups, geometry.WidthPerGroup, geometry.FirstPlanes, Snake(geometry.Block.ToString()), Snake(geometry.Stem.ToString()));

    static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

/// <summary>How a picture becomes the network's input.</summary>
/// <param name="Resize">The shorter side before the cut.</param>
/// <param name="Crop">Rows and columns of the cut.</param>
/// <param name="Mean">What is subtracted from red, green and blue in 0..1.</param>
/// <param name="Std">What they are divided by then.</param>
sealed record PreprocessingAnswer(int Resize, int Crop, IReadOnlyList<float> Mean, IReadOnlyList<float> Std);

/// <summary>A weights file.</summary>
/// <param name="File">Its name without its folder.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
sealed record WeightsAnswer(string File, [property: JsonPropertyName("sha256")] string Sha256)
{
    public static WeightsAnswer Of(string path) => new(Path.GetFileName(path), ModelWeights.Hash(path));
}
