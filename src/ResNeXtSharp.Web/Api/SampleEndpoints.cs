using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ResNeXtSharp.Web.Api;

/// <summary><c>GET samples</c> and <c>GET samples/{id}.png</c>: test pictures to try.</summary>
static class SampleEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/samples", async (HttpContext context, SampleGallery gallery) =>
        {
            var pictures = context.Request.PathBase + context.Request.Path.Value!.TrimEnd('/');
            return AnswerJson.Of(await gallery.DescribeAsync(pictures, context.RequestAborted));
        })
            .WithSummary("Some test pictures of the data set, right and wrong ones.")
            .WithName("samples")
            .Produces<SamplesAnswer>();
        group.MapGet("/samples/{id:int}.png", async (HttpContext context, int id, SampleGallery gallery) =>
            await gallery.PictureAsync(id, context.RequestAborted) is { } png ? Results.Bytes(png, "image/png") : throw new ProblemException(StatusCodes.Status404NotFound, "There is no such sample."))
            .WithSummary("A test picture.")
            .WithName("sample")
            .Produces<byte[]>(contentType: "image/png")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
