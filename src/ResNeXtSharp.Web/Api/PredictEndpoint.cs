using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Web.Batching;

namespace ResNeXtSharp.Web.Api;

/// <summary><c>POST predict</c>: classifies one picture or several.</summary>
static class PredictEndpoint
{
    const int DefaultTop = 5;

    public static void Map(RouteGroupBuilder group) => group.MapPost("/predict", HandleAsync)
        .RefusesWhenBusy()
        .WithSummary("Classifies one picture, or several sent as a form.")
        .WithName("predict")
        .AcceptsPictures()
        .Produces<PredictAnswer>()
        .ProducesProblems();

    static async Task<IResult> HandleAsync(
        HttpContext context, int? top, Classifier classifier, BatchedClassifier batched, Admission admission, PictureDecoding decoding, ResNeXtOptions options)
    {
        if (top < 1) throw new ProblemException(StatusCodes.Status400BadRequest, "top must be at least 1.");
        using var claim = admission.Begin();
        var pictures = await BodyReader.ReadAsync(context, options, claim, options.MaxPictures);
        claim.Enter();
        var cancellation = context.RequestAborted;
        var started = Stopwatch.GetTimestamp();
        var answers = new List<Task<Classification>>(pictures.Count);
        foreach (var picture in pictures)
        {
            var image = await decoding.DecodeAsync(picture, cancellation);
            answers.Add(batched.ClassifyAsync(image, picture.Name, cancellation));
        }
        var classified = await Task.WhenAll(answers);
        return AnswerJson.Of(new PredictAnswer(
            classifier.Description.Model,
            Timing.MillisecondsSince(started),
            [.. classified.Select((classification, i) => PictureAnswer.Of(pictures[i].Name, classification, top ?? DefaultTop))]));
    }
}
