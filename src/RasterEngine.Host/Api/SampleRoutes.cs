using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;
using RasterEngine.Samples;

namespace RasterEngine.Host.Api;

/// <summary>
/// Reference samples labelled by several people. Blind: until a unit is adjudicated nobody sees another's answer, and stratum and map class are in
/// no document but those an operator takes to the estimate.
/// </summary>
internal static class SampleRoutes
{
    private const string NothingToSay = "";
    private static readonly string[] Files = ["sample.csv", "sample.geojson", "design-report.json", "ceo-plots.csv", "acatama-points.geojson"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/samples", List).RequireAuthorization(Roles.Viewer).Describe("Samples", "Reference samples that are labelled here, the newest first.");
        routes.MapPost("/samples", Draw).RequireAuthorization(Roles.Analyst).Describe("Draw a sample", "From a finished job's map, by a design: { \"job\", \"name\", \"design\" }.");
        routes.MapGet("/samples/{id}", Pack).RequireAuthorization(Roles.Viewer).Describe("A sample", "What interpreters look at, the caller's own answers, agreement, and what is to be adjudicated. Neither stratum nor map class.");
        routes.MapGet("/samples/{id}/units/{unit}/chips", Chips).RequireAuthorization(Roles.Viewer).Describe("Pictures of a unit", "Its surroundings on every date, side by side.");
        routes.MapPut("/samples/{id}/units/{unit}/label", (string id, string unit, HttpContext http, SampleTable samples) => Say(id, unit, false, http, samples)).RequireAuthorization(Roles.Analyst).Describe("Label a unit", "{ \"reference\": … }: one of the classes, or null when nothing can be said.");
        routes.MapPut("/samples/{id}/units/{unit}/adjudication", (string id, string unit, HttpContext http, SampleTable samples) => Say(id, unit, true, http, samples)).RequireAuthorization(Roles.Analyst).Describe("Adjudicate a unit", "Settles a unit that two people labelled differently.");
        routes.MapGet("/samples/{id}/labels.csv", Export).RequireAuthorization(Roles.Viewer).Describe("Labels", "As “raster-engine estimate --labels” reads them.");
        routes.MapGet("/samples/{id}/files/{file}", File).RequireAuthorization(Roles.Operator).Describe("Files of a sample", "Strata and probabilities, for the estimate.");
    }

    private static async Task<IResult> List(HttpContext http, SampleTable samples) => Results.Json(new JsonObject
    {
        ["samples"] = new JsonArray([.. (await samples.List(http.Tenant(), null, http.RequestAborted)).Select(Document)]),
    });

    private static async Task<IResult> Draw(HttpContext http, SampleTable samples, SampleDrawing drawing)
    {
        JsonObject? body;
        try
        {
            body = await RequestJson.Read(http) as JsonObject;
        }
        catch (JsonException)
        {
            body = null;
        }

        if (body?["job"] is not JsonValue named || !named.TryGetValue(out string? job) || body["design"] is not JsonObject design || body.Any(f => f.Key is not ("job" or "design" or "name")))
        {
            return Problem.Bad("The body is not of the form { \"job\": \"…\", \"name\": \"…\", \"design\": { … } }.");
        }

        if (!Guid.TryParse(job, out Guid scan) || await samples.Document(http.Tenant(), scan, http.RequestAborted) is not { } document)
        {
            return Problem.NoSuchJob(job);
        }

        var id = Guid.NewGuid();
        try
        {
            await drawing.Draw(id, scan, document, design.ToJsonString(), http.RequestAborted);
        }
        catch (ScanException e)
        {
            return Problem.Bad(e.Message, e.Code);
        }

        LabelPackDocument pack = await Read(drawing, id, http.RequestAborted);
        string name = body["name"] is JsonValue text && text.TryGetValue(out string? given) && given.Length is > 0 and <= 200 ? given : pack.Target;
        var row = new SampleRow { Id = id, Name = name, ScanId = scan, Classes = [.. pack.Classes], Units = pack.Units.Count, Created = DateTime.UtcNow };
        await samples.Add(http.Tenant(), row, http.RequestAborted);
        http.Response.Headers.Location = $"/samples/{id:D}";
        return Results.Json(Document(row), statusCode: 201);
    }

    private static async Task<IResult> Pack(string id, HttpContext http, SampleTable samples, SampleDrawing drawing)
    {
        if (await Find(id, http, samples) is not { } sample)
        {
            return NoSuch(id);
        }

        LabelPackDocument pack = await Read(drawing, sample.Id, http.RequestAborted);
        var answers = new SampleAnswers(await samples.Labels(sample.Id, http.RequestAborted), sample.Units);
        JsonObject document = JsonSerializer.SerializeToNode(pack, LabelPackJson.Default.LabelPackDocument)!.AsObject();
        foreach ((string field, JsonNode? value) in Document(sample))
        {
            document[field == "units" ? "number" : field] = value?.DeepClone();
        }

        string me = http.Holder().Name;
        document["me"] = me;
        document["mine"] = answers.Of(me);
        document["interpreters"] = new JsonArray([.. answers.Interpreters.Select(i => (JsonNode)new JsonObject { ["name"] = i, ["labelled"] = answers.Labelled(i) })]);
        document["agreement"] = answers.Interpreters.Count < 2 ? null : new JsonObject
        {
            ["compared"] = answers.Labels.Compared,
            ["agreed"] = answers.Labels.Agreed,
            ["share"] = answers.Labels.Agreement is { } a ? Math.Round(a, 4) : null,
            ["kappa"] = answers.Labels.Kappa is { } k ? Math.Round(k, 4) : null,
        };
        document["adjudicate"] = answers.Open();
        document["adjudicated"] = answers.Of(UnitLabelRow.Adjudicated);
        return Results.Json(document);
    }

    private static async Task<IResult> Chips(string id, string unit, HttpContext http, SampleTable samples, SampleDrawing drawing)
    {
        if (await Find(id, http, samples) is not { } sample || Number(unit, sample) is not { } number)
        {
            return NoSuch(id);
        }

        // They are never made again.
        http.Response.Headers.CacheControl = "private, max-age=86400";
        return Results.File(Path.Combine(drawing.Folder(sample.Id), "units", $"{number}.png"), "image/png");
    }

    private static async Task<IResult> Say(string id, string unit, bool isAdjudication, HttpContext http, SampleTable samples)
    {
        if (await Find(id, http, samples) is not { } sample || Number(unit, sample) is not { } number)
        {
            return NoSuch(id);
        }

        string? reference = null;
        try
        {
            reference = await RequestJson.Read(http) is JsonObject { Count: 1 } body && body.TryGetPropertyValue("reference", out JsonNode? said) ? said?.GetValue<string>() ?? NothingToSay : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No reference, said below.
        }

        if (reference is null || reference != NothingToSay && !sample.Classes.Contains(reference))
        {
            return Problem.Bad($"Expected {{ \"reference\": … }} with one of {string.Join(", ", sample.Classes)}, or null when nothing can be said.", "bad-field");
        }

        if (http.Holder().Name == UnitLabelRow.Adjudicated)
        {
            return Problem.Conflict("A key of the name “adjudicated” cannot label: its answers would pass for settled ones.");
        }

        if (isAdjudication && !new SampleAnswers(await samples.Labels(sample.Id, http.RequestAborted), sample.Units).IsDisputed(number))
        {
            return Problem.Conflict("Only a unit that two people labelled differently is adjudicated.");
        }

        await samples.Say(sample.Id, new UnitLabelRow(number, isAdjudication ? UnitLabelRow.Adjudicated : http.Holder().Name, reference == NothingToSay ? null : reference), http.RequestAborted);
        return Results.NoContent();
    }

    // As “estimate --labels” reads it.
    private static async Task<IResult> Export(string id, HttpContext http, SampleTable samples)
    {
        if (await Find(id, http, samples) is not { } sample)
        {
            return NoSuch(id);
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Encoding.UTF8.GetBytes(SampleAnswers.Csv(await samples.Labels(sample.Id, http.RequestAborted))), "text/csv; charset=utf-8", "labels.csv");
    }

    private static async Task<IResult> File(string id, string file, HttpContext http, SampleTable samples, SampleDrawing drawing) =>
        await Find(id, http, samples) is { } sample && Files.Contains(file)
            ? Results.File(Path.Combine(drawing.Folder(sample.Id), "sample", file), file.EndsWith(".csv", StringComparison.Ordinal) ? "text/csv; charset=utf-8" : "application/json", file)
            : Problem.NotFound($"There is no sample {id} with a file {file}; its files are {string.Join(", ", Files)}.");

    private static JsonObject Document(SampleRow sample) => new()
    {
        ["id"] = sample.Id.ToString("D"),
        ["name"] = sample.Name,
        ["job"] = sample.ScanId.ToString("D"),
        ["units"] = sample.Units,
        ["created"] = sample.Created.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    private static async Task<LabelPackDocument> Read(SampleDrawing drawing, Guid id, CancellationToken cancellation)
    {
        await using FileStream file = System.IO.File.OpenRead(Path.Combine(drawing.Folder(id), "units", LabelPack.FileName));
        return (await JsonSerializer.DeserializeAsync(file, LabelPackJson.Default.LabelPackDocument, cancellation))!;
    }

    internal static async Task<SampleRow?> Find(string id, HttpContext http, SampleTable samples) =>
        Guid.TryParse(id, out Guid number) ? (await samples.List(http.Tenant(), number, http.RequestAborted)).SingleOrDefault() : null;

    private static int? Number(string unit, SampleRow sample) => int.TryParse(unit, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= sample.Units ? number : null;

    internal static IResult NoSuch(string id) => Problem.NotFound($"There is no sample {id} with such a unit.");
}
