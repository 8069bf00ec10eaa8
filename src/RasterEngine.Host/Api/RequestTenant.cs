using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Whose request it is.</summary>
internal static class RequestTenant
{
    /// <summary>The tenant of the request's key.</summary>
    public static string Tenant(this HttpContext http) => http.User.FindFirst(KeyAuthentication.TenantClaim)!.Value;

    /// <summary>The name, tenant and highest role of who asks.</summary>
    public static KeyHolder Holder(this HttpContext http) => new(http.Tenant(), http.User.FindFirst(ClaimTypes.Name)!.Value, Roles.All.Last(http.User.IsInRole));

    /// <summary>How they showed who they are.</summary>
    public static string Via(this HttpContext http) => http.User.FindFirst(KeyAuthentication.ViaClaim)!.Value;
}
