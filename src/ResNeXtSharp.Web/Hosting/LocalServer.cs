using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ResNeXtSharp.Web.Hosting;

/// <summary>The web application that the commands run: limits against hostile clients, no configuration from files or the environment.</summary>
static class LocalServer
{
    /// <summary>Builds an application that is not started yet.</summary>
    /// <param name="settings">Where it listens.</param>
    /// <param name="services">Adds what the endpoints need.</param>
    /// <param name="endpoints">Maps them.</param>
    public static WebApplication Create(ServerSettings settings, Action<IServiceCollection> services, Action<WebApplication> endpoints)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(settings.Address, settings.Port));
        builder.Services.AddRouting();
        // Signals are the command's to handle.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        services(builder.Services);
        var app = builder.Build();
        endpoints(app);
        return app;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
