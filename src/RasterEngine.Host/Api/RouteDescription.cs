using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>What a route is for, as the OpenAPI document tells.</summary>
internal static class RouteDescription
{
    public static IEndpointConventionBuilder Describe(this IEndpointConventionBuilder route, string summary, string description) => route.WithSummary(summary).WithDescription(description);
}
