using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Web.Batching;

/// <summary>Runs the network once before users come: its code is compiled then, and its memory taken.</summary>
sealed class WarmUp(BatchedClassifier classifier) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => classifier.ClassifyAsync(new Image(1, 1, [128, 128, 128]), "warm-up", stoppingToken);
}

/// <summary>Healthy once <see cref="WarmUp"/> has been answered.</summary>
sealed class WarmUpCheck(IEnumerable<IHostedService> services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(services.OfType<WarmUp>().First().ExecuteTask switch
        {
            { IsCompletedSuccessfully: true } => HealthCheckResult.Healthy(),
            { IsFaulted: true } => HealthCheckResult.Unhealthy("The first inference failed."),
            _ => HealthCheckResult.Unhealthy("The first inference has not ended yet."),
        });
}
