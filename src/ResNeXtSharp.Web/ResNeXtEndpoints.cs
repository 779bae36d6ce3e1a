using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ResNeXtSharp.Web.Api;

namespace ResNeXtSharp.Web;

/// <summary>Maps the endpoints of a classifier in an ASP.NET Core application.</summary>
public static class ResNeXtEndpoints
{
    /// <summary>
    /// Maps <c>POST predict</c>, <c>POST explain</c>, <c>GET model</c>, <c>GET samples</c> and <c>GET samples/{id}.png</c> below a prefix. Errors are
    /// answered as problem details (RFC 9457) whatever the application does with others.
    /// </summary>
    /// <param name="endpoints">The application, whose services have <see cref="ResNeXtServices.AddResNeXt(Microsoft.Extensions.DependencyInjection.IServiceCollection, Inference.Classifier, Action{ResNeXtOptions}?)"/>.</param>
    /// <param name="prefix">What their paths begin with.</param>
    /// <returns>The group, to demand authorisation or to limit rates.</returns>
    public static RouteGroupBuilder MapResNeXt(this IEndpointRouteBuilder endpoints, string prefix = "/api")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var group = endpoints.MapGroup(prefix).WithTags("ResNeXt");
        group.AddEndpointFilter(ProblemFilter.InvokeAsync);
        PredictEndpoint.Map(group);
        ExplainEndpoint.Map(group);
        ModelEndpoint.Map(group);
        SampleEndpoints.Map(group);
        return group;
    }
}
