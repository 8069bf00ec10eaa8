using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace RasterEngine.Host.Api;

/// <summary>The interface as an OpenAPI 3.0 document, made from the routes themselves, and a page to read and try it.</summary>
internal static class ApiDocument
{
    public const string MediaType = "application/vnd.oai.openapi+json;version=3.0";

    private const string Path = "/api", Page = "/docs", ByKey = "key", BySession = "session";

    public static void Add(IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
        options.AddDocumentTransformer(Introduce);
        options.AddOperationTransformer(Complete);
    });

    public static void Map(WebApplication app)
    {
        app.MapOpenApi(Path).RequireAuthorization(Roles.Viewer).Describe("OpenAPI", "This document.");
        app.MapScalarApiReference(Page, page => page
            .WithTitle("RasterEngine").WithOpenApiRoutePattern(Path).DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideClientButton().HideDeveloperTools())
            .RequireAuthorization(Roles.Viewer);
    }

    /// <summary>The document has a media type of its own, by which clients of OGC APIs find it.</summary>
    public static Task NameMediaType(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path == Path)
        {
            http.Response.OnStarting(() =>
            {
                http.Response.ContentType = http.Response.StatusCode == StatusCodes.Status200OK ? MediaType : http.Response.ContentType;
                return Task.CompletedTask;
            });
        }

        return next(http);
    }

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "RasterEngine",
            Version = typeof(ApiDocument).Assembly.GetName().Version!.ToString(3),
            Description = "Scans of satellite scenes as OGC API – Processes 1.0. Numbers are true ground hectares; a result's `evidence` says what they may be called.",
        };

        // As called: relative to where the document lies.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [ByKey] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key or a token; the header X-Api-Key serves as well." },
            [BySession] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SessionRoutes.Cookie, Description = "The cookie of POST /session. Changes also need the header X-Requested-With." },
        };
        document.Security = [Requirement(document, ByKey), Requirement(document, BySession)];

        // By the part of the service, not by the program's name.
        document.Tags = new HashSet<OpenApiTag>();
        foreach ((string path, IOpenApiPathItem item) in document.Paths)
        {
            foreach ((_, OpenApiOperation operation) in item.Operations ?? [])
            {
                string part = path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "service";
                if (document.Tags.All(t => t.Name != part))
                {
                    document.Tags.Add(new OpenApiTag { Name = part });
                }

                operation.Tags = new HashSet<OpenApiTagReference> { new(part, document) };
            }
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requirement(OpenApiDocument document, string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    // What every route has: an operation's name, and problem documents where it fails.
    private static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        string path = context.Description.RelativePath ?? "";
        operation.OperationId ??= Name(context.Description.HttpMethod ?? "GET", path);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "An error, as an RFC 9457 problem document.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "type" },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What `raster-engine explain` knows more about." },
                        },
                    },
                },
            },
        };
        return Task.CompletedTask;
    }

    // getJobsIdResults of GET /jobs/{id}/results.
    private static string Name(string method, string path) =>
        method.ToLowerInvariant() + string.Concat(path.Split('/', '{', '}', '.', '-').Where(p => p.Length > 0).Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
}
