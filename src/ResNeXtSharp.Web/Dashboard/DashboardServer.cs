using Microsoft.AspNetCore.Builder;
using ResNeXtSharp.Web.Assets;
using ResNeXtSharp.Web.Hosting;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>The server of <c>resnext dashboard</c>.</summary>
public static class DashboardServer
{
    /// <summary>Builds the application; it listens once it is started.</summary>
    /// <param name="settings">Where it listens.</param>
    /// <param name="runs">The folder of run folders.</param>
    public static WebApplication Create(ServerSettings settings, string runs) => LocalServer.Create(settings, _ => { }, app => app.MapAssets("dashboard.html"));
}
