using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Storage;
using RasterEngine.Samples;

namespace RasterEngine.Host.Api;

/// <summary>What the labels of a sample add up to.</summary>
internal static class SampleEstimateRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/samples/{id}/estimate", Estimate).RequireAuthorization(Roles.Viewer)
        .Describe("Estimate", "Hectares with standard error and interval from the labels so far (estimate.json).");

    private static async Task<IResult> Estimate(string id, HttpContext http, SampleTable samples, SampleEstimates estimates)
    {
        if (await SampleRoutes.Find(id, http, samples) is not { } sample)
        {
            return SampleRoutes.NoSuch(id);
        }

        try
        {
            return Results.Json(JsonSerializer.SerializeToNode(await estimates.Of(sample.Id, http.RequestAborted), SampleJson.Default.EstimateReport));
        }
        catch (ScanException e)
        {
            return Problem.Of(409, "about:blank", "No estimate yet", e.Message, e.Code);
        }
    }
}
