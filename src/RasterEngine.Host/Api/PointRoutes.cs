using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>What a finished scan saw at a place: the page's answer to a click.</summary>
internal static class PointRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/jobs/{id}/point", Point).RequireAuthorization(Roles.Viewer)
        .Describe("A place", "The index of the pixel at lon, lat (degrees, WGS 84) on every date of the job, and its class in the mask.");

    private static async Task<IResult> Point(string id, HttpContext http, SampleTable samples, PixelReading pixels, double? lon, double? lat)
    {
        if (!Guid.TryParse(id, out Guid scan) || await samples.Document(http.Tenant(), scan, http.RequestAborted) is not { } document)
        {
            return Problem.NoSuchJob(id);
        }

        if (lon is not (>= -180 and <= 180) || lat is not (>= -90 and <= 90))
        {
            return Problem.Bad("Expected ?lon=…&lat=… in degrees.");
        }

        try
        {
            // A job's question and files stay what they are.
            http.Response.Headers.CacheControl = "private, max-age=3600";
            return await pixels.Read(scan, document, lon.Value, lat.Value, http.RequestAborted) is { } pixel
                ? Results.Bytes(pixel, "application/json")
                : Problem.NotFound("This place lies outside of what was scanned.");
        }
        catch (ScanException e)
        {
            http.Response.Headers.CacheControl = "no-store";
            return Problem.Bad(e.Message, e.Code);
        }
    }
}
