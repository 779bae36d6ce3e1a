using Microsoft.AspNetCore.Http;

namespace ResNeXtSharp.Web.Hosting;

/// <summary>Tells browsers to run nothing but the pages' own files, and to believe the types they are sent with.</summary>
sealed class SecurityHeaders(RequestDelegate next)
{
    // Pictures that a user drops are shown from the browser's memory (blob:).
    const string Policy = "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: an error clears what was set before.
        context.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                return Task.CompletedTask;
            },
            context.Response);
        return next(context);
    }
}
