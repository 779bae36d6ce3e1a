using Microsoft.AspNetCore.Builder;
using ResNeXtSharp.Web.Assets;
using ResNeXtSharp.Web.Explorer;
using ResNeXtSharp.Web.Hosting;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>The server of <c>resnext dashboard</c>.</summary>
public static class DashboardServer
{
    /// <summary>Builds the application; it listens once it is started.</summary>
    /// <param name="settings">Where it listens.</param>
    /// <param name="runs">The folder of run folders, or one of them.</param>
    /// <param name="measurer">Measures runs on demand, or null for a server that does not.</param>
    /// <param name="ceiling">The machine's multiply-add ceiling in GFLOP/s, or null to measure it as soon as nothing trains.</param>
    public static WebApplication Create(ServerSettings settings, string runs, IRunMeasurer? measurer = null, double? ceiling = null) => LocalServer.Create(settings, _ => { }, app =>
    {
        var watch = new RunWatch(runs, new MachineCeiling(ceiling));
        var measurements = measurer is null ? null : new RunMeasurements(measurer);
        // The first look measures the ceiling: before a browser starts up on the same processors, and a share of 400 per cent comes out.
        app.Lifetime.ApplicationStarted.Register(() => watch.Runs());
        app.Lifetime.ApplicationStopped.Register(() => measurements?.Dispose());
        app.MapAssets("dashboard.html");
        app.MapExplorer();
        app.MapRuns(watch, measurements, app.Lifetime);
    });
}
