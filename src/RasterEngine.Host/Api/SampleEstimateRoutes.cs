using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Estimates;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;
using RasterEngine.Samples;

namespace RasterEngine.Host.Api;

/// <summary>What the labels of a sample add up to: the command line's <c>estimate --labels</c>. No raster is read for it.</summary>
internal static class SampleEstimateRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/samples/{id}/estimate", Estimate).RequireAuthorization(Roles.Viewer)
        .Describe("Estimate", "Hectares with standard error and interval from the labels so far (estimate.json).");

    private static async Task<IResult> Estimate(string id, HttpContext http, SampleTable samples, SampleDrawing drawing, ServiceFolders folders)
    {
        if (await SampleRoutes.Find(id, http, samples) is not { } sample)
        {
            return SampleRoutes.NoSuch(id);
        }

        string labels = Path.Combine(folders.Work, $"labels-{Guid.NewGuid():D}.csv");
        try
        {
            await File.WriteAllTextAsync(labels, SampleAnswers.Csv(await samples.Labels(sample.Id, http.RequestAborted)), http.RequestAborted);
            EstimateReport report = await Task.Run(() => Of(SampleFolder.Open(Path.Combine(drawing.Folder(sample.Id), "sample")), labels), http.RequestAborted);
            return Results.Json(JsonSerializer.SerializeToNode(report, SampleJson.Default.EstimateReport));
        }
        catch (ScanException e)
        {
            return Problem.Of(409, "about:blank", "No estimate yet", e.Message.Replace(labels, "labels.csv", StringComparison.Ordinal), e.Code);
        }
        finally
        {
            File.Delete(labels);
        }
    }

    private static EstimateReport Of(SampleFolder sample, string labels)
    {
        LabelledSample labelled = LabelledSample.Of(sample.Design, LabelTable.Read(labels, new LabelWords(sample.Design)));
        return EstimatePublication.Run(SampleEstimate.Of(sample, labelled, new EstimateOptions()), [new NamedFile("labels.csv", labels)], null, null);
    }
}
