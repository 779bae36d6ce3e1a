using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using ResNeXtSharp.Inference;

namespace ResNeXtSharp.Web.Api;

/// <summary>The answer to <c>POST predict</c>.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Milliseconds">From the request's last byte to the answer.</param>
/// <param name="Predictions">One for each picture, in the order they were sent.</param>
sealed record PredictAnswer(string Model, double Milliseconds, IReadOnlyList<PictureAnswer> Predictions);

/// <summary>What one picture was taken for.</summary>
/// <param name="Picture">The client's name for the file, or its number.</param>
/// <param name="Class">The likeliest class.</param>
/// <param name="Probability">Its probability, in 0..1.</param>
/// <param name="Top">The likeliest classes, likeliest first.</param>
sealed record PictureAnswer(string Picture, string Class, float Probability, IReadOnlyList<ClassScore> Top)
{
    public static PictureAnswer Of(string picture, Classification classification, int top) =>
        new(picture, classification.Class, classification.Probability, [.. classification.Ranking.Take(top)]);
}

/// <summary>The answer to <c>POST explain</c>: a prediction, and where in the picture it comes from.</summary>
sealed record ExplainAnswer(string Model, double Milliseconds, IReadOnlyList<PictureAnswer> Predictions, HeatAnswer Heat);

/// <summary>Where in a picture a class is seen.</summary>
/// <param name="Class">The class.</param>
/// <param name="Region">The part of the picture that the network saw.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Values">In 0..1, row by row, over <paramref name="Region"/>.</param>
sealed record HeatAnswer(string Class, RegionAnswer Region, int Width, int Height, float[] Values);

/// <summary>A rectangle in a picture, in shares of its width and height.</summary>
sealed record RegionAnswer(double X, double Y, double Width, double Height);

/// <summary>The answer to <c>GET samples</c>.</summary>
/// <param name="Samples">Test pictures, right and wrong ones.</param>
/// <param name="Reason">Why there are none, or null.</param>
sealed record SamplesAnswer(IReadOnlyList<SampleAnswer> Samples, string? Reason);

/// <summary>A test picture and what the model takes it for.</summary>
sealed record SampleAnswer(
    int Id, [property: JsonPropertyName("true_class")] string TrueClass, string Class, float Probability, bool Right, string Picture);

/// <summary>How answers become JSON, whatever the application around says.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PredictAnswer))]
[JsonSerializable(typeof(ExplainAnswer))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(SamplesAnswer))]
sealed partial class AnswerJson : JsonSerializerContext
{
    public static IResult Of<T>(T answer) => Results.Json(answer, Default);
}
