using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResNeXtSharp.Weights;

/// <summary><see cref="ModelDescription"/> as the one JSON string that travels in a safetensors file's metadata.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelDescription))]
internal sealed partial class ModelDescriptionJson : JsonSerializerContext
{
    /// <summary>The key in the metadata.</summary>
    internal const string Key = "resnextsharp";

    private const int LargestImage = 1 << 16;

    internal static string Write(ModelDescription description) => JsonSerializer.Serialize(description, Default.ModelDescription);

    /// <exception cref="WeightFormatException">The text is no description, or one that cannot be true.</exception>
    internal static ModelDescription Read(string file, string json)
    {
        ModelDescription description;
        try
        {
            description = JsonSerializer.Deserialize(json, Default.ModelDescription) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw Bad(file, e.Message, e);
        }
        return Problem(description) is { } problem ? throw Bad(file, problem) : description;
    }

    static string? Problem(ModelDescription description) => description switch
    {
        { ClassNames.Count: 0 } => "it names no class",
        _ when description.ClassNames.Contains(null) => "a class has no name",
        _ when description.Mean.Count != description.Std.Count => "mean and std differ in length",
        _ when !description.Mean.Concat(description.Std).All(float.IsFinite) || description.Std.Any(std => std <= 0) => "mean or std is out of range",
        _ when description.ResizeSize < description.ImageSize || description.ResizeSize > LargestImage => $"a resize size of {description.ResizeSize}",
        { ImageSize: < 1 or > LargestImage } => $"an image size of {description.ImageSize}",
        _ => null,
    };

    static WeightFormatException Bad(string file, string problem, Exception? innerException = null) => new(
        file, $"the description of its model (metadata \"{Key}\") is damaged, {problem.TrimEnd('.')}: save the model again", innerException: innerException);
}
