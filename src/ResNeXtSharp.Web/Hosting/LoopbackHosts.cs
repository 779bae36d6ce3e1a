using System.Net;
using Microsoft.AspNetCore.Http;

namespace ResNeXtSharp.Web.Hosting;

/// <summary>
/// Refuses requests that name another host than this computer: a page of any other site could make a browser send them, by letting its own name point here
/// (DNS rebinding).
/// </summary>
sealed class LoopbackHosts(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))) return next(context);
        return Results.Problem("This server answers this computer alone: call it localhost or 127.0.0.1, or start it with --host.", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
    }
}
