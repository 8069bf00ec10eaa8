using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>
/// The process that OGC's compliance tests need: it takes every kind of input and gives it back. Synchronous, and only there when a setting asks for it.
/// </summary>
internal static class EchoProcess
{
    public const string Name = "echo";

    private const int LongestPause = 10;

    private static readonly string[] Kinds = ["stringInput", "measureInput", "dateInput", "doubleInput", "arrayInput", "complexObjectInput", "geometryInput", "boundingBoxInput", "imagesInput", "featureCollectionInput"];

    public static ProcessDocument Document { get; } = new(
        Name, "Echo", "Gives back what it is given.", ["sync-execute"],
        _ => new JsonObject([.. Kinds.Select(k => KeyValuePair.Create(k, (JsonNode?)Value(k, isInput: true))), KeyValuePair.Create("pause", (JsonNode?)Pause())]),
        _ => new JsonObject([.. Kinds.Select(k => KeyValuePair.Create(k, (JsonNode?)Value(k, isInput: false)))]));

    public static async Task<IResult> Execute(HttpContext http)
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

        if (body?["inputs"] is not JsonObject { Count: > 0 } inputs)
        {
            return Problem.Bad("“inputs” is missing; expected an object with at least one input.", "missing-field");
        }

        foreach ((string name, JsonNode? value) in inputs)
        {
            if (name == "pause")
            {
                if (value is not JsonValue pause || !pause.TryGetValue(out int seconds) || seconds is < 0 or > LongestPause)
                {
                    return Problem.Bad($"“inputs.pause” is {value?.ToJsonString() ?? "null"}; expected whole seconds from 0 to {LongestPause}.", "bad-field");
                }

                await Task.Delay(TimeSpan.FromSeconds(seconds), http.RequestAborted);
            }
            else if (!Kinds.Contains(name))
            {
                return Problem.Bad($"“inputs.{name}” is not an input; expected {string.Join(", ", Kinds)} or pause.", "unknown-field");
            }
            else if (Wrong(name, Qualified(value)) is { } wrong)
            {
                return Problem.Bad($"“inputs.{name}” is {wrong}.", "bad-field");
            }
        }

        return Answer(body, inputs);
    }

    // By value in one document, or the single output that was asked for as it is.
    private static IResult Answer(JsonObject body, JsonObject inputs)
    {
        string[] asked = body["outputs"] is JsonObject { Count: > 0 } outputs ? [.. outputs.Select(o => o.Key)] : [.. inputs.Select(i => i.Key).Where(k => k != "pause")];
        if (asked.FirstOrDefault(a => !inputs.ContainsKey(a) || a == "pause") is { } unknown)
        {
            return Problem.Bad($"“outputs.{unknown}” was not put in, so it cannot come out.", "bad-field");
        }

        if (body["response"] is JsonValue response && response.TryGetValue(out string? kind) && kind == "raw")
        {
            JsonNode? only = asked.Length == 1 ? Qualified(inputs[asked[0]]) : null;
            return asked.Length != 1 ? Problem.Bad($"{asked.Length} outputs are asked for raw; expected one.", "bad-field")
                : only is JsonValue text && text.TryGetValue(out string? plain) ? Results.Text(plain)
                : Results.Json(only);
        }

        return Results.Json(new JsonObject([.. asked.Select(a => KeyValuePair.Create(a, inputs[a]?.DeepClone()))]));
    }

    // A value may stand in an object that tells its format: { "value": …, "mediaType": … }.
    private static JsonNode? Qualified(JsonNode? value) => value is JsonObject o && o.ContainsKey("value") && !o.ContainsKey("measurement") ? o["value"] : value;

    private static string? Wrong(string name, JsonNode? value) => name switch
    {
        "stringInput" => IsText(value, out _) ? null : "not a string",
        "dateInput" => IsText(value, out string date) && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, out _) ? null : "not a date",
        "doubleInput" => value?.GetValueKind() == JsonValueKind.Number ? null : "not a number",
        "measureInput" => value is JsonObject measure && measure["measurement"]?.GetValueKind() == JsonValueKind.Number && IsText(measure["uom"], out _) ? null : "not { \"measurement\", \"uom\" }",
        "arrayInput" => value is JsonArray array && array.All(v => v?.GetValueKind() == JsonValueKind.Number) ? null : "not an array of numbers",
        "complexObjectInput" => value is JsonObject ? null : "not an object",
        "geometryInput" => value is JsonObject geometry && IsText(geometry["type"], out _) && geometry["coordinates"] is JsonArray ? null : "not a GeoJSON geometry",
        "boundingBoxInput" => value is JsonObject box && box["bbox"] is JsonArray { Count: 4 or 6 } edges && edges.All(v => v?.GetValueKind() == JsonValueKind.Number) ? null : "not { \"bbox\": […] }",
        "imagesInput" => IsText(value, out string image) && Convert.TryFromBase64String(image, new byte[image.Length], out _) ? null : "not base64",
        _ => value is JsonObject features && IsText(features["type"], out string type) && type == "FeatureCollection" && features["features"] is JsonArray ? null : "not a GeoJSON feature collection",
    };

    private static bool IsText(JsonNode? value, out string text)
    {
        text = value is JsonValue v && v.TryGetValue(out string? found) ? found : "";
        return value?.GetValueKind() == JsonValueKind.String;
    }

    private static JsonObject Pause() => new()
    {
        ["title"] = "Seconds to wait",
        ["minOccurs"] = 0,
        ["schema"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = LongestPause },
    };

    private static JsonObject Value(string name, bool isInput)
    {
        var described = new JsonObject { ["title"] = name };
        if (isInput)
        {
            described["minOccurs"] = 0;
        }

        described["schema"] = name switch
        {
            "stringInput" => new JsonObject { ["type"] = "string" },
            "dateInput" => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            "doubleInput" => new JsonObject { ["type"] = "number", ["format"] = "double" },
            "arrayInput" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "number" } },
            "measureInput" => new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("measurement", "uom"),
                ["properties"] = new JsonObject { ["measurement"] = new JsonObject { ["type"] = "number" }, ["uom"] = new JsonObject { ["type"] = "string" } },
            },
            "geometryInput" => new JsonObject { ["type"] = "object", ["format"] = "geojson-geometry" },
            "boundingBoxInput" => new JsonObject { ["type"] = "object", ["format"] = "ogc-bbox" },
            "imagesInput" => new JsonObject { ["type"] = "string", ["contentEncoding"] = "binary", ["contentMediaType"] = "image/tiff; application=geotiff" },
            "featureCollectionInput" => new JsonObject { ["type"] = "object", ["format"] = "geojson-feature-collection" },
            _ => new JsonObject { ["type"] = "object" },
        };
        return described;
    }
}
