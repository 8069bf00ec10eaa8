using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace RasterEngine.Host.Api;

/// <summary>Pages of other origins (CORS): none may read answers unless the settings name theirs, and none is sent the session's cookie.</summary>
internal static class OtherOrigins
{
    public static void Add(IServiceCollection services, AccessSettings settings) => services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
        .WithOrigins([.. settings.Origins])
        .WithMethods("GET", "HEAD", "POST", "PUT", "DELETE")
        .WithHeaders("Authorization", "X-Api-Key", "Content-Type", "Accept", "If-None-Match", "Range", "Idempotency-Key", "Prefer", "Last-Event-ID")
        .WithExposedHeaders("ETag", "Location", "Link", "Retry-After", "Content-Range", "Accept-Ranges", "Preference-Applied")
        .SetPreflightMaxAge(TimeSpan.FromHours(1))));

    public static void Use(WebApplication app, AccessSettings settings)
    {
        if (settings.Origins.Count > 0)
        {
            app.UseCors();
        }
    }
}
