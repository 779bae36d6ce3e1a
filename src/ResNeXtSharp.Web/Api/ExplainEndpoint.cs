using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Web.Batching;

namespace ResNeXtSharp.Web.Api;

/// <summary><c>POST explain</c>: classifies a picture and says where in it a class is seen (Grad-CAM).</summary>
static class ExplainEndpoint
{
    const int Top = 5;

    public static void Map(RouteGroupBuilder group) => group.MapPost("/explain", HandleAsync)
        .RefusesWhenBusy()
        .WithSummary("Classifies a picture and shows where in it a class is seen (Grad-CAM).")
        .WithName("explain")
        .AcceptsPictures()
        .Produces<ExplainAnswer>()
        .ProducesProblems();

    static async Task<IResult> HandleAsync(
        HttpContext context, [FromQuery(Name = "class")] string? target, Classifier classifier, BatchedClassifier batched, Admission admission, PictureDecoding decoding, ResNeXtOptions options)
    {
        if (target is not null && !classifier.Description.ClassNames.Contains(target))
            throw new ProblemException(StatusCodes.Status400BadRequest, "The model has no such class: GET model lists them.");
        using var claim = admission.Begin();
        var picture = (await BodyReader.ReadAsync(context, options, claim, mostPictures: 1))[0];
        claim.Enter();
        var cancellation = context.RequestAborted;
        var started = Stopwatch.GetTimestamp();
        var image = await decoding.DecodeAsync(picture, cancellation);
        var explained = await batched.ExplainAsync(image, picture.Name, target, cancellation);
        return AnswerJson.Of(new ExplainAnswer(
            classifier.Description.Model,
            Timing.MillisecondsSince(started),
            [PictureAnswer.Of(picture.Name, explained.Classification, Top)],
            new HeatAnswer(explained.Class, RegionOf(classifier.Preprocessing, image), explained.Heat.Width, explained.Heat.Height, explained.Heat.Values.ToArray())));
    }

    static RegionAnswer RegionOf(Preprocessing preprocessing, Image picture)
    {
        var region = preprocessing.SeenRegion(picture.Width, picture.Height);
        return new RegionAnswer(region.X, region.Y, region.Width, region.Height);
    }
}
