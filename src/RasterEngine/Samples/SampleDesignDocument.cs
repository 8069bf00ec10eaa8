using System.Text.Json;
using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Samples;

/// <summary>Reads DESIGN.json (contract.md §5).</summary>
public static class SampleDesignDocument
{
    private const int MostUnits = 1_000_000, WidestBuffer = 256, LongestCellMetres = 100_000;

    /// <summary>Reads a design from a file; its relative paths start at its folder.</summary>
    /// <exception cref="ScanException">Not a design.</exception>
    public static SampleDesign Read(string file) => Parse(file, DocumentFile.Read(file, "a sample design"), Path.GetDirectoryName(Path.GetFullPath(file))!);

    /// <param name="file">As messages call it.</param>
    /// <param name="json">UTF-8.</param>
    /// <param name="folder">Where relative paths start.</param>
    public static SampleDesign Parse(string file, ReadOnlyMemory<byte> json, string folder)
    {
        DocumentObject document = DocumentObject.Parse(file, json, "a JSON object with “target” and “size”");
        document.Allow(["name", "definition", "date", "target", "unit", "size", "allocation", "referenceClasses", "mapTo", "floor", "bufferPixels", "expected", "frame", "seed"], []);
        return new SampleDesign(document.Text("target") ?? throw document.Missing("target"), Size(document), CanonicalJson.Of(document.Element))
        {
            Name = document.Text("name"),
            Definition = document.Text("definition"),
            Date = document.Text("date"),
            CellMetres = CellMetres(document),
            Allocation = IsByHand(document) ? Allocation.Neyman : ReadAllocation(document),
            ByHand = IsByHand(document) ? ByHand(document.RequiredObject("allocation")) : null,
            ReferenceClasses = ReferenceClasses(document),
            Floor = document.WholeNumber("floor", 0, MostUnits) ?? 30,
            BufferPixels = document.WholeNumber("bufferPixels", 0, WidestBuffer) ?? 0,
            Expected = Expected(document.Object("expected")),
            Frame = Frame(document.Object("frame"), folder),
            Seed = Seed(document),
        };
    }

    private static SampleSize Size(DocumentObject document)
    {
        if (!document.Has("size"))
        {
            throw document.Missing("size");
        }

        if (document.Element.GetProperty("size").ValueKind == JsonValueKind.Number)
        {
            return new SampleSize(document.WholeNumber("size", SampleDesign.HardFloor, MostUnits), null, null);
        }

        DocumentObject size = document.RequiredObject("size");
        size.Allow(["standardErrorHectares", "marginPercent"], []);
        (decimal? error, decimal? margin) = (size.Decimal("standardErrorHectares"), size.Decimal("marginPercent"));
        return (error is null) == (margin is null) ? throw document.Wrong("size", "a number of units, or one of “standardErrorHectares” and “marginPercent”")
            : error is <= 0 ? throw size.Wrong("standardErrorHectares", "a number above 0")
            : margin is <= 0 or > 100 ? throw size.Wrong("marginPercent", "a number above 0, up to 100")
            : new SampleSize(null, (double?)error, (double?)margin);
    }

    private static double? CellMetres(DocumentObject document)
    {
        if (!document.Has("unit"))
        {
            return null;
        }

        if (document.Element.GetProperty("unit").ValueKind == JsonValueKind.String)
        {
            return document.Text("unit") == "pixel" ? null : throw document.Wrong("unit", "\"pixel\" or { \"cellMetres\": 100 }");
        }

        DocumentObject unit = document.RequiredObject("unit");
        unit.Allow(["cellMetres"], []);
        decimal metres = unit.RequiredDecimal("cellMetres");
        return metres is > 0 and <= LongestCellMetres ? (double)metres : throw unit.Wrong("cellMetres", $"metres, above 0 and up to {LongestCellMetres}");
    }

    private static bool IsByHand(DocumentObject document) => document.Element.TryGetProperty("allocation", out JsonElement value) && value.ValueKind == JsonValueKind.Object;

    private static Dictionary<string, int> ByHand(DocumentObject units) => units.Element.EnumerateObject().ToDictionary(
        p => p.Name, p => units.WholeNumber(p.Name, SampleDesign.HardFloor, MostUnits)!.Value, StringComparer.Ordinal);

    private static Allocation ReadAllocation(DocumentObject document) => document.Text("allocation") switch
    {
        null or "neyman" => Allocation.Neyman,
        "proportional" => Allocation.Proportional,
        "equal" => Allocation.Equal,
        "power" => Allocation.Power,
        _ => throw document.Wrong("allocation", "\"neyman\", \"proportional\", \"equal\", \"power\", or units by stratum such as { \"crop\": 250 }"),
    };

    private static IReadOnlyList<ReferenceClass>? ReferenceClasses(DocumentObject document)
    {
        IReadOnlyList<string>? names = document.Texts("referenceClasses");
        DocumentObject? mapTo = document.Object("mapTo");
        if (names is null && mapTo is null)
        {
            return null;
        }

        names ??= [.. mapTo!.Value.Element.EnumerateObject().Select(p => p.Name)];
        if (names.Count < 2 || names.Any(string.IsNullOrWhiteSpace) || names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw document.Wrong(document.Has("referenceClasses") ? "referenceClasses" : "mapTo", "two or more classes with names of their own");
        }

        mapTo?.Allow([.. names], []);
        return [.. names.Select(n => new ReferenceClass(n, mapTo is not { } map ? [n] : map.Texts(n) ?? []))];
    }

    private static Dictionary<string, double> Expected(DocumentObject? expected)
    {
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (JsonProperty property in expected is { } e ? [.. e.Element.EnumerateObject()] : Array.Empty<JsonProperty>())
        {
            decimal share = expected!.Value.RequiredDecimal(property.Name);
            shares[property.Name] = share is >= 0 and <= 1 ? (double)share : throw expected.Value.Wrong(property.Name, "the target's expected share of this stratum, 0 to 1");
        }

        return shares;
    }

    private static FrameSource? Frame(DocumentObject? field, string folder)
    {
        if (field is not { } frame)
        {
            return null;
        }

        frame.Allow(["path", "band", "keep"], []);
        string path = frame.Text("path") ?? throw frame.Missing("path");
        IReadOnlyList<int> keep = frame.WholeNumbers("keep") is { Count: > 0 } some ? some : throw (frame.Has("keep") ? frame.Wrong("keep", "at least one class") : frame.Missing("keep"));
        return new FrameSource(new BandSource(path, InputPath.Resolve(frame.Field("path"), path, folder), frame.BandNumber("band") ?? 1, null, null, null), keep);
    }

    private static long Seed(DocumentObject document) => document.Decimal("seed") switch
    {
        null => 1,
        { } seed when seed == decimal.Truncate(seed) && seed is >= 0 and <= long.MaxValue => (long)seed,
        _ => throw document.Wrong("seed", "a whole number, 0 or more"),
    };
}
