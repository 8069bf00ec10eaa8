using System.Text.Json;

namespace RasterEngine.Scenes;

/// <summary>Metadata in JSON, read without trust: bounded, without doubled names, and whatever is wrong becomes one refusal.</summary>
internal static class MetadataJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <exception cref="ScanException">Not JSON, or not of the kind that <paramref name="read"/> expects (it throws <see cref="JsonException"/>).</exception>
    public static T Read<T>(string path, string fullPath, Func<JsonElement, T> read)
    {
        string text = MetadataText.Read(path, fullPath);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is { } line ? $"is not JSON that can be read: line {line + 1}, byte {e.BytePositionInLine + 1}" : MetadataText.Clean(e.Message);
            throw MetadataText.Unreadable(path, place, e);
        }
        catch (InvalidOperationException e)
        {
            // Half of an escaped surrogate pair ("\ud800") is only found when the string is asked for.
            throw MetadataText.Unreadable(path, "holds a string that is no text (half of a surrogate pair)", e);
        }
    }

    /// <summary>A member; null when this is no object, has none of that name, or holds null there.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member that is a string.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A member that is true or false.</summary>
    public static bool? Flag(this JsonElement element, string name) => element.Member(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new JsonException($"{name} is neither true nor false"),
    };

    /// <summary>A member that is a number, or the words nan, inf or -inf of the raster extension.</summary>
    public static double? Number(this JsonElement element, string name) => element.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out double number) => number,
        { ValueKind: JsonValueKind.String } value => value.GetString() switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => throw new JsonException($"{name} is a string; expected a number"),
        },
        _ => throw new JsonException($"{name} is not a number"),
    };

    /// <summary>The elements of a member that is an array; none when it is something else.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];
}
