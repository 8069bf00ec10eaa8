using System.Text.Json;
using System.Text.Json.Nodes;

namespace RasterEngine.Host.Tests.Conformance;

/// <summary>One request and its answer, as recorded. A copy may be tampered with, to see whether a check notices.</summary>
internal sealed class Exchange
{
    public required int Status { get; set; }

    public required string MediaType { get; set; }

    public required Dictionary<string, string> Headers { get; init; }

    /// <summary>The body as JSON; null when it is something else.</summary>
    public JsonNode? Body { get; set; }

    public string Text { get; set; } = "";

    public static async Task<Exchange> Record(HttpClient client, HttpMethod method, string address, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using HttpResponseMessage answer = await client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        string type = answer.Content.Headers.ContentType?.ToString() ?? "";
        return new Exchange
        {
            Status = (int)answer.StatusCode,
            MediaType = type,
            Headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            Body = type.Contains("json", StringComparison.Ordinal) ? JsonNode.Parse(text) : null,
            Text = text,
        };
    }

    public Exchange Copy() => new() { Status = Status, MediaType = MediaType, Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase), Body = Body?.DeepClone(), Text = Text };

    /// <summary>A member by its path, such as <c>links.0.rel</c>; null where there is none.</summary>
    public JsonNode? At(string path)
    {
        JsonNode? node = Body;
        foreach (string part in path.Split('.'))
        {
            node = node switch
            {
                JsonObject o => o[part],
                JsonArray a when int.TryParse(part, out int index) && index < a.Count => a[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>A member that is a string; else nothing.</summary>
    public string? TextAt(string path) => At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The links of a document, or of a part of it, that have this relation.</summary>
    public IEnumerable<JsonObject> Links(string rel, string path = "links") =>
        (At(path) as JsonArray ?? []).OfType<JsonObject>().Where(l => l["rel"]?.GetValue<string>() == rel && l["href"]?.GetValueKind() == JsonValueKind.String);

    /// <summary>Takes a member away.</summary>
    public void Remove(string path)
    {
        int dot = path.LastIndexOf('.');
        var holder = (JsonObject)(dot < 0 ? Body : At(path[..dot]))!;
        Xunit.Assert.True(holder.Remove(path[(dot + 1)..]), $"there is no {path} to take away");
    }

    /// <summary>Puts another value in a member's place.</summary>
    public void Set(string path, JsonNode? value)
    {
        int dot = path.LastIndexOf('.');
        ((JsonObject)(dot < 0 ? Body : At(path[..dot]))!)[path[(dot + 1)..]] = value;
    }

    /// <summary>Takes away the links of a relation.</summary>
    public void RemoveLinks(string rel, string path = "links")
    {
        JsonObject[] gone = [.. Links(rel, path)];
        Xunit.Assert.NotEmpty(gone);
        foreach (JsonObject link in gone)
        {
            ((JsonArray)At(path)!).Remove(link);
        }
    }
}
