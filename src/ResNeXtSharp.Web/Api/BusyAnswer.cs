using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ResNeXtSharp.Web.Api;

/// <summary>
/// Turns requests away before anything of them is read. A crowd must not take the processor from those that are let in: the answer is made once, and nothing
/// is thrown.
/// </summary>
sealed class BusyAnswer : IResult
{
    /// <summary>What the client is told.</summary>
    public const string Detail = "The server is busy: try again in a second.";

    /// <summary>When to try again.</summary>
    public const int RetryAfterSeconds = 1;

    /// <summary>The one there is.</summary>
    public static readonly BusyAnswer Instance = new();

    static readonly byte[] Body = Encoding.UTF8.GetBytes(
        $$"""{"type":"https://tools.ietf.org/html/rfc9110#section-15.6.4","title":"Service Unavailable","status":503,"detail":"{{Detail}}"}""");

    static readonly string RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "application/problem+json";
        response.ContentLength = Body.Length;
        response.Headers.RetryAfter = RetryAfter;
        return response.Body.WriteAsync(Body, 0, Body.Length);
    }
}

static class BusyAnswerFilter
{
    /// <summary>Lets an endpoint refuse when all places are taken.</summary>
    public static RouteHandlerBuilder RefusesWhenBusy(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(static (invocation, next) =>
        invocation.HttpContext.RequestServices.GetRequiredService<Admission>().Refuses() ? ValueTask.FromResult<object?>(BusyAnswer.Instance) : next(invocation));
}
