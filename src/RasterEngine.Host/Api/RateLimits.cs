using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RasterEngine.Host.Api;

/// <summary>How many requests a second a key, or an address without one, may make: on average the setting's number, three times as many at once.</summary>
internal static class RateLimits
{
    private const int Burst = 3;

    public static void Add(IServiceCollection services, AccessSettings settings) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>

            // Probes must not fail because of what others do.
            http.Request.Path.StartsWithSegments("/health") ? RateLimitPartition.GetNoLimiter("")
            : http.User.Identity is { IsAuthenticated: true, Name: { } name } ? Bucket($"{http.Tenant()}\n{name}", settings.RequestsASecond)
            : Bucket(ClientAddress.Of(http).ToString(), settings.StrangersRequestsASecond));
        limiter.OnRejected = (rejected, _) =>
        {
            TimeSpan wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan told) ? told : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return new ValueTask(Problem.Of(429, "about:blank", "Too many requests", "More requests came than one key or address may make; wait as long as Retry-After says.").ExecuteAsync(rejected.HttpContext));
        };
    });

    private static RateLimitPartition<string> Bucket(string whose, int aSecond) => RateLimitPartition.GetTokenBucketLimiter(whose, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = Burst * aSecond,
        TokensPerPeriod = aSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });
}
