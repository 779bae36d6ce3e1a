using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Web.Assets;
using ResNeXtSharp.Web.Explorer;

namespace ResNeXtSharp.Web.Hosting;

/// <summary>The server of <c>resnext serve</c>: the endpoints, their description, health, metrics and the playground.</summary>
public static class PredictionServer
{
    /// <summary>Builds the application; it listens once it is started.</summary>
    /// <param name="settings">Where it listens.</param>
    /// <param name="classifier">The model.</param>
    /// <param name="configure">Changes limits.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public static WebApplication Create(ServerSettings settings, Classifier classifier, Action<ResNeXtOptions>? configure = null) =>
        LocalServer.Create(settings, services => Add(services, classifier, configure), Map);

    static void Add(IServiceCollection services, Classifier classifier, Action<ResNeXtOptions>? configure)
    {
        services.AddResNeXt(classifier, configure);
        services.AddOpenApi();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(ResNeXtServices.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddPrometheusExporter());
    }

    static void Map(WebApplication app)
    {
        app.MapResNeXt();
        app.MapOpenApi();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ResNeXtServices.ReadyTag) });
        app.MapPrometheusScrapingEndpoint();
        app.MapExplorer();
        app.MapAssets("index.html");
    }
}
