using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>The dashboard's interface.</summary>
static class DashboardEndpoints
{
    // Each holds a connection for as long as its page is open.
    const int MostPages = 50;

    /// <summary>Maps <c>/api/runs</c> and what is below it.</summary>
    public static void MapRuns(this IEndpointRouteBuilder endpoints, RunWatch watch, RunMeasurements? measurements, IHostApplicationLifetime lifetime)
    {
        var pages = new SemaphoreSlim(MostPages);
        endpoints.MapGet("/api/runs", () => Results.Json(watch.Runs(), DashboardJson.Default.IReadOnlyListRunView))
            .WithSummary("Every run with its configuration and epochs");
        // A cast, because a function of the context alone would be taken for one that writes the answer itself.
        endpoints.MapGet("/api/runs/events", (Delegate)((HttpContext context) => Events(context, watch, pages, lifetime)))
            .WithSummary("The same as server-sent events: everything, and then every change");
        endpoints.MapGet("/api/runs/{name}/measurement", (string name) => WithRun(watch, name, run => Json(measurements?.Of(run) ?? new MeasurementView("none"))))
            .WithSummary("Confusion matrix and worst errors of a run, or how far their measurement is");
        endpoints.MapPost("/api/runs/{name}/measurement", (string name) => WithRun(watch, name, run => Start(run, watch, measurements)))
            .WithSummary("Starts the measurement");
        endpoints.MapGet("/api/runs/{name}/errors/{index:int}.png", (string name, int index) => WithRun(watch, name, run => Picture(measurements?.Of(run), index)))
            .WithSummary("The picture of one of the worst errors");
    }

    static async Task<IResult> Events(HttpContext context, RunWatch watch, SemaphoreSlim pages, IHostApplicationLifetime lifetime)
    {
        if (!await pages.WaitAsync(TimeSpan.Zero))
            return Results.Problem($"{MostPages} pages are open already: close one.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Too many pages");
        // A server that stops does not wait for pages that would look on forever.
        var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.OnCompleted(() =>
        {
            pages.Release();
            end.Dispose();
            return Task.CompletedTask;
        });
        return TypedResults.ServerSentEvents(watch.Follow(context.Request.Headers["Last-Event-ID"], end.Token));
    }

    static IResult Start(FollowedRun run, RunWatch watch, RunMeasurements? measurements)
    {
        if (measurements is null) return Results.Problem("This server measures nothing.", statusCode: StatusCodes.Status404NotFound, title: "No measurements");
        if (watch.IsTraining())
        {
            return Results.Problem(
                "A training goes on, and measuring would take its processors: wait until it is done.", statusCode: StatusCodes.Status409Conflict, title: "A training goes on");
        }
        return Json(measurements.Start(run), StatusCodes.Status202Accepted);
    }

    static IResult Picture(MeasurementView? measured, int index) =>
        measured?.Result?.Errors.ElementAtOrDefault(index) is { } error ? Results.Bytes(error.Png, "image/png") : NotFound("There is no such picture.");

    static IResult WithRun(RunWatch watch, string name, Func<FollowedRun, IResult> answer) =>
        watch.Find(name) is { } run ? answer(run) : NotFound("There is no run of that name.");

    static IResult NotFound(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "Not found");

    static IResult Json(MeasurementView view, int status = StatusCodes.Status200OK) => Results.Json(view, DashboardJson.Default.MeasurementView, statusCode: status);
}
