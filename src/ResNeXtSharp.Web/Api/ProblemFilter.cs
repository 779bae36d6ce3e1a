using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Web.Api;

/// <summary>Answers the errors of the endpoints as problem details (RFC 9457), and gives up what takes too long.</summary>
static class ProblemFilter
{
    public static async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var options = context.RequestServices.GetRequiredService<ResNeXtOptions>();
        var aborted = context.RequestAborted;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        deadline.CancelAfter(options.Timeout);
        context.RequestAborted = deadline.Token;
        try
        {
            return await next(invocation);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            return Results.Empty; // nobody is there to read an answer
        }
        catch (OperationCanceledException)
        {
            return Results.Problem($"The answer took longer than {options.Timeout.TotalSeconds:0.#} seconds.", statusCode: StatusCodes.Status504GatewayTimeout);
        }
        catch (ProblemException e)
        {
            if (e.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Results.Problem(e.Message, statusCode: e.Status);
        }
        catch (DatasetException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException e)
        {
            return Results.Problem(e.Message, statusCode: e.StatusCode);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The connection broke while the body was read, or the application ends.
            return aborted.IsCancellationRequested ? Results.Empty : Results.Problem("The request could not be read to its end.", statusCode: StatusCodes.Status400BadRequest);
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }
}
