using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>Whose request it is.</summary>
internal static class RequestTenant
{
    /// <summary>The tenant of the request's key.</summary>
    public static string Tenant(this HttpContext http) => http.User.FindFirst(KeyAuthentication.TenantClaim)!.Value;
}
