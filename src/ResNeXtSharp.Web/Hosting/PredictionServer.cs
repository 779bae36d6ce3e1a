using Microsoft.AspNetCore.Builder;
using ResNeXtSharp.Web.Assets;
using ResNeXtSharp.Web.Explorer;

namespace ResNeXtSharp.Web.Hosting;

/// <summary>The server of <c>resnext serve</c>.</summary>
public static class PredictionServer
{
    /// <summary>Builds the application; it listens once it is started.</summary>
    public static WebApplication Create(ServerSettings settings) => LocalServer.Create(settings, _ => { }, app =>
    {
        app.MapAssets("index.html");
        app.MapExplorer();
    });
}
