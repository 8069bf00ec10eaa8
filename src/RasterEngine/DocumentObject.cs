using System.Globalization;
using System.Text.Json;

namespace RasterEngine;

/// <summary>One object of a document, read field by field; every refusal names the file, the field, what was found and what was expected.</summary>
/// <param name="File">The document, as messages call it.</param>
/// <param name="Path">Names of the enclosing fields, each followed by a dot; empty at the top.</param>
/// <param name="Element">A JSON object.</param>
internal readonly record struct DocumentObject(string File, string Path, JsonElement Element)
{
    /// <summary>Parses a document whose top is an object.</summary>
    /// <param name="file">The document, as messages call it.</param>
    /// <param name="json">UTF-8.</param>
    /// <param name="expected">What the document should hold, for the refusal.</param>
    public static DocumentObject Parse(string file, ReadOnlyMemory<byte> json, string expected = "a JSON object with “before”, “after” and “rule”")
    {
        JsonElement root = Root(file, json);
        return root.ValueKind == JsonValueKind.Object ? new DocumentObject(file, "", root) : throw new ScanException("bad-document", $"{file}: holds {Kind(root)}; expected {expected}.");
    }

    /// <summary>Parses a document whose top is a list of objects.</summary>
    /// <param name="file">The document, as messages call it.</param>
    /// <param name="json">UTF-8.</param>
    /// <param name="expected">What the document should hold, for the refusal.</param>
    public static IReadOnlyList<DocumentObject> ParseList(string file, ReadOnlyMemory<byte> json, string expected)
    {
        JsonElement root = Root(file, json);
        return root.ValueKind == JsonValueKind.Array && root.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object)
            ? [.. root.EnumerateArray().Select((e, i) => new DocumentObject(file, $"[{i}].", e))]
            : throw new ScanException("bad-document", $"{file}: holds {Kind(root)}; expected {expected}.");
    }

    /// <summary>Refuses fields that are not among <paramref name="known"/>, and those of the format that this version cannot answer.</summary>
    public void Allow(ReadOnlySpan<string> known, ReadOnlySpan<string> notYet)
    {
        foreach (JsonProperty property in Element.EnumerateObject())
        {
            if (known.Contains(property.Name))
            {
                continue;
            }

            if (notYet.Contains(property.Name))
            {
                throw new ScanException("not-supported", $"{Field(property.Name)} belongs to the document format, but this version cannot answer it; nothing was scanned, because leaving it out would change the hectares.");
            }

            throw new ScanException("unknown-field", $"{Field(property.Name)} is not a known field; the nearest one is “{Path}{Nearest(property.Name, [.. known, .. notYet])}”.");
        }
    }

    public bool Has(string name) => Element.TryGetProperty(name, out _);

    public DocumentObject? Object(string name)
    {
        return !Element.TryGetProperty(name, out JsonElement value) ? null
            : value.ValueKind == JsonValueKind.Object ? new DocumentObject(File, $"{Path}{name}.", value)
            : throw Wrong(name, value, "an object");
    }

    public DocumentObject RequiredObject(string name) => Object(name) ?? throw Missing(name);

    public string? Text(string name)
    {
        return !Element.TryGetProperty(name, out JsonElement value) ? null
            : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text
            : throw Wrong(name, value, "a text that is not empty");
    }

    public decimal? Decimal(string name)
    {
        return !Element.TryGetProperty(name, out JsonElement value) ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number) ? number
            : throw Wrong(name, value, "a number");
    }

    public decimal RequiredDecimal(string name) => Decimal(name) ?? throw Missing(name);

    /// <summary>A number as stored in a raster: also "nan".</summary>
    public double? Stored(string name)
    {
        return !Element.TryGetProperty(name, out JsonElement value) ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number
            : value.ValueKind == JsonValueKind.String && string.Equals(value.GetString(), "nan", StringComparison.OrdinalIgnoreCase) ? double.NaN
            : throw Wrong(name, value, "a number (or \"nan\")");
    }

    public int? BandNumber(string name)
    {
        return !Element.TryGetProperty(name, out JsonElement value) ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= 1 ? number
            : throw Wrong(name, value, "a band number, counted from 1");
    }

    public bool IsList(string name) => Element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array;

    public bool? Flag(string name)
    {
        return !Element.TryGetProperty(name, out JsonElement value) ? null
            : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
            : throw Wrong(name, value, "true or false");
    }

    public int? WholeNumber(string name, int smallest, int largest)
    {
        return !Element.TryGetProperty(name, out JsonElement value) ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= smallest && number <= largest ? number
            : throw Wrong(name, value, $"a whole number, {smallest} to {largest}");
    }

    /// <summary>Empty when the field is not there.</summary>
    public IReadOnlyList<DocumentObject> Objects(string name)
    {
        DocumentObject self = this;
        return [.. List(name, e => e.ValueKind == JsonValueKind.Object, "a list of objects").Select((e, i) => new DocumentObject(self.File, $"{self.Path}{name}[{i}].", e))];
    }

    public IReadOnlyList<int>? WholeNumbers(string name) =>
        !Has(name) ? null : [.. List(name, e => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out _), "a list of whole numbers").Select(e => e.GetInt32())];

    public IReadOnlyList<string>? Texts(string name) =>
        !Has(name) ? null : [.. List(name, e => e.ValueKind == JsonValueKind.String, "a list of names").Select(e => e.GetString()!)];

    /// <summary>Numbers as stored in a raster; empty when the field is not there.</summary>
    public IReadOnlyList<double> StoredNumbers(string name) =>
        [.. List(name, e => e.ValueKind == JsonValueKind.Number && e.TryGetDouble(out _), "a list of numbers").Select(e => e.GetDouble())];

    /// <summary>Two finite numbers, such as a size or a place.</summary>
    public (double First, double Second)? Pair(string name)
    {
        if (!Element.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        IReadOnlyList<double> numbers = StoredNumbers(name);
        return numbers.Count == 2 && numbers.All(double.IsFinite) ? (numbers[0], numbers[1]) : throw Wrong(name, value, "two numbers");
    }

    public DateOnly[]? Days(string name)
    {
        if (!Element.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        var days = new List<DateOnly>();
        foreach (JsonElement item in value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : Array.Empty<JsonElement>())
        {
            if (item.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(item.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            {
                days.Add(day);
            }
        }

        return days.Count == 2 && days[0] <= days[1] ? [.. days] : throw Wrong(name, value, "two days, [\"2021-03-01\", \"2021-10-31\"], the first not after the second");
    }

    public DateOnly? Day(string name)
    {
        return Text(name) is not { } text ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
            : throw Wrong(name, "a day, \"2021-07-20\"");
    }

    public string Field(string name) => $"{File}: “{Path}{name}”";

    public ScanException Wrong(string name, string expected) => Wrong(name, Element.GetProperty(name), expected);

    public ScanException Missing(string name) => new("missing-field", $"{Field(name)} is missing; expected it in {(Path.Length == 0 ? "the document" : $"“{Path.TrimEnd('.')}”")}.");

    private static JsonElement Root(string file, ReadOnlyMemory<byte> json)
    {
        try
        {
            JsonText.Check(json.Span);
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            string where = e.LineNumber is { } line ? $" at line {line + 1}, byte {e.BytePositionInLine + 1}" : "";
            throw new ScanException("bad-document", $"{file}: is not valid JSON{where}: {e.Message.Split(" LineNumber", 2)[0].Split(" Path:", 2)[0].TrimEnd('.')}.", e);
        }
    }

    private IReadOnlyList<JsonElement> List(string name, Func<JsonElement, bool> isOne, string expected)
    {
        return !Element.TryGetProperty(name, out JsonElement value) ? []
            : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(isOne) ? [.. value.EnumerateArray()]
            : throw Wrong(name, value, expected);
    }

    private ScanException Wrong(string name, JsonElement value, string expected) => new("bad-field", $"{Field(name)} is {Kind(value)}; expected {expected}.");

    private static string Kind(JsonElement value)
    {
        string raw = value.GetRawText();
        return raw.Length <= 40 ? raw : value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => raw[..37] + "…",
        };
    }

    // Edit distance (Levenshtein 1966): which field was probably meant.
    private static string Nearest(string found, IReadOnlyList<string> names)
    {
        return names.OrderBy(name => Distance(found.ToUpperInvariant(), name.ToUpperInvariant())).ThenBy(name => name, StringComparer.Ordinal).First();

        static int Distance(string a, string b)
        {
            int[] row = [.. Enumerable.Range(0, b.Length + 1)];
            for (int i = 1; i <= a.Length; i++)
            {
                int diagonal = row[0];
                row[0] = i;
                for (int j = 1; j <= b.Length; j++)
                {
                    int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                    diagonal = row[j];
                    row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
                }
            }

            return row[^1];
        }
    }
}
