using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Is the process alive, and can it work.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("alive\n")).AllowAnonymous();
        routes.MapGet("/health/ready", async (Database database, HttpContext http) =>
        {
            await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(http.RequestAborted);
            await using var ask = new NpgsqlCommand("select 1", connection);
            await ask.ExecuteScalarAsync(http.RequestAborted);
            return Results.Text("ready\n");
        }).AllowAnonymous();
    }
}
