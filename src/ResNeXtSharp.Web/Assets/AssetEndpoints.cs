using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ResNeXtSharp.Web.Assets;

/// <summary>
/// Serves the embedded pages. They are sent as they are, uncompressed: <c>MapStaticAssets</c> would answer browsers, which ask for gzip, with nothing when it
/// finds no compressed copies beside the program.
/// </summary>
static class AssetEndpoints
{
    /// <summary>Serves every file under its own path, and one of them at the root.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="page">The page at <c>/</c>, such as <c>index.html</c>.</param>
    public static void MapAssets(this IEndpointRouteBuilder endpoints, string page)
    {
        foreach (var asset in Asset.All.Values) Map(endpoints, "/" + asset.Path, asset);
        Map(endpoints, "/", Asset.All[page]);
    }

    /// <summary>Serves a file under a path of choice.</summary>
    public static void MapAsset(this IEndpointRouteBuilder endpoints, string route, string file) => Map(endpoints, route, Asset.All[file]);

    static void Map(IEndpointRouteBuilder endpoints, string route, Asset asset) =>
        endpoints.MapMethods(route, [HttpMethods.Get, HttpMethods.Head], context =>
        {
            // A browser keeps a copy and asks each time whether it is still right: a new version shows at once.
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(asset.Content, asset.ContentType, entityTag: asset.Tag).ExecuteAsync(context);
        }).ExcludeFromDescription();
}
