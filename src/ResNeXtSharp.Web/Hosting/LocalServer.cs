using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace ResNeXtSharp.Web.Hosting;

/// <summary>
/// The web application that the commands run: limits against hostile clients, errors as problem details, no configuration from files or the environment.
/// </summary>
static class LocalServer
{
    /// <summary>Builds an application that is not started yet.</summary>
    /// <param name="settings">Where it listens.</param>
    /// <param name="services">Adds what the endpoints need.</param>
    /// <param name="endpoints">Maps them.</param>
    public static WebApplication Create(ServerSettings settings, Action<IServiceCollection> services, Action<WebApplication> endpoints)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            Limit(kestrel);
            kestrel.Listen(settings.Address, settings.Port);
        });
        // Errors of the program itself go to the error stream, those of clients to the clients; that it cannot start is the command's to say.
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRouting();
        builder.Services.AddProblemDetails();
        // Signals are the command's to handle.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ServerLimits.Drain);
        services(builder.Services);
        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        if (System.Net.IPAddress.IsLoopback(settings.Address)) app.UseMiddleware<LoopbackHosts>();
        endpoints(app);
        return app;
    }

    static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = ServerLimits.Connections;
        kestrel.Limits.RequestHeadersTimeout = ServerLimits.Headers;
        kestrel.Limits.MaxRequestBodySize = ServerLimits.BodyBytes;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(ServerLimits.BytesPerSecond, ServerLimits.Grace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(ServerLimits.BytesPerSecond, ServerLimits.Grace);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
