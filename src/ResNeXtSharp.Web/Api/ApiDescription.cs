using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace ResNeXtSharp.Web.Api;

/// <summary>What the OpenAPI document says of an endpoint beside its answer.</summary>
static class ApiDescription
{
    /// <summary>The body is a picture, or a form of several.</summary>
    public static RouteHandlerBuilder AcceptsPictures(this RouteHandlerBuilder endpoint) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        var picture = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = picture } },
        };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "A PNG or JPEG file, or a form with such files.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["image/png"] = new() { Schema = picture },
                ["image/jpeg"] = new() { Schema = picture },
                ["application/octet-stream"] = new() { Schema = picture },
                ["multipart/form-data"] = new() { Schema = form },
            },
        };
        return Task.CompletedTask;
    });

    /// <summary>The errors of an endpoint that takes pictures.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .ProducesProblem(StatusCodes.Status504GatewayTimeout);
}
