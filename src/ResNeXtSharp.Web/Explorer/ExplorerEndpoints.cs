using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ResNeXtSharp.Web.Assets;

namespace ResNeXtSharp.Web.Explorer;

/// <summary>The architecture explorer: a page, and the numbers of a network that is never built.</summary>
static class ExplorerEndpoints
{
    /// <summary>Maps <c>/explorer</c> and <c>GET /api/geometry</c>. They need no weights.</summary>
    public static void MapExplorer(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAsset("/explorer", "explorer.html");
        endpoints.MapGet("/api/geometry", (HttpRequest request) => Answer(request.Query))
            .WithSummary("What a ResNeXt of a depth, cardinality and width costs, stage by stage");
    }

    static IResult Answer(IQueryCollection query)
    {
        var asked = GeometryRequest.Read(query, out var problems);
        return asked is null
            ? Results.ValidationProblem(problems, title: "There is no such network.")
            : Results.Json(GeometryView.Of(asked), ExplorerJson.Default.GeometryView);
    }
}
