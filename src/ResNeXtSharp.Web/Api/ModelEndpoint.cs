using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ResNeXtSharp.Web.Api;

/// <summary><c>GET model</c>: what is served.</summary>
static class ModelEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/model", (ModelAnswer model) => AnswerJson.Of(model))
        .WithSummary("The model, its classes, and how pictures are prepared for it.")
        .WithName("model")
        .Produces<ModelAnswer>();
}
