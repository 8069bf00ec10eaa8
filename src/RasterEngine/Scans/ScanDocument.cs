using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>Reads a scan document (contract.md §3) into a <see cref="Scan"/>; whatever it cannot answer it refuses in one sentence.</summary>
public static class ScanDocument
{
    private static readonly string[] SceneFields = ["date", "path", "bands", "scale", "offset", "noData", .. BandRoles.All];

    /// <summary>Reads a document from a file; its relative paths start at its folder.</summary>
    public static Scan Read(string file)
    {
        string full = Path.GetFullPath(file);
        if (File.Exists(full) && !RasterFile.IsRegular(full))
        {
            // Reading a pipe or a terminal would wait for its writer, a device might never end.
            throw new ScanException("missing-file", $"{file}: is a pipe, a socket or a device; expected a scan document.");
        }

        byte[] json;
        try
        {
            json = File.ReadAllBytes(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", File.Exists(full) ? $"{file}: cannot be read ({e.Message})" : $"{file}: there is no such file; expected a scan document.", e);
        }

        return Parse(file, json, Path.GetDirectoryName(full)!, Path.GetFileNameWithoutExtension(full));
    }

    /// <summary>The document that the command line's shortcut stands for: two files of the same bands.</summary>
    public static Scan FromPaths(string before, string after, int red, int nir, decimal vegetatedAt, decimal changeOf, string folder)
    {
        JsonObject Scene(string path) => new() { ["path"] = path, ["bands"] = new JsonObject { ["red"] = red, ["nir"] = nir } };

        var document = new JsonObject
        {
            ["before"] = Scene(before),
            ["after"] = Scene(after),
            ["index"] = "NDVI",
            ["rule"] = new JsonObject { ["vegetatedAt"] = vegetatedAt, ["changeOf"] = changeOf },
        };
        return Parse("command line", JsonSerializer.SerializeToUtf8Bytes(document, ScanDocumentJson.Default.JsonObject), folder, $"{Path.GetFileNameWithoutExtension(before)}-{Path.GetFileNameWithoutExtension(after)}");
    }

    /// <param name="file">The document, as messages call it.</param>
    /// <param name="json">UTF-8.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="defaultName">The scan's name when the document gives none.</param>
    public static Scan Parse(string file, ReadOnlyMemory<byte> json, string folder, string defaultName)
    {
        DocumentObject document = DocumentObject.Parse(file, json);
        document.Allow(
            ["name", "target", "before", "after", "index", "rule", "compare"],
            ["land", "zones", "parcels", "season", "grid", "allowMixedBasis", "minimumMappingUnit"]);

        SpectralIndex index = Index(document);
        SceneSource before = Scene(document, "before", folder), after = Scene(document, "after", folder);
        if (before.Date is { } first && after.Date is { } second && first.Earliest > second.Earliest)
        {
            throw new ScanException("bad-field", $"{document.Field("before.date")} is {first}, later than “after.date” {second}; expected the earlier date first.");
        }

        return new Scan(
            document.Text("name") ?? defaultName,
            ReadTarget(document.Object("target")),
            before,
            after,
            index,
            Rule(document.RequiredObject("rule"), index),
            Compare(document) ?? Comparisons.Infer(before.Date, after.Date),
            CanonicalJson.Of(document.Element));
    }

    private static SpectralIndex Index(DocumentObject document)
    {
        string name = document.Text("index") ?? SpectralIndex.Ndvi.Name;
        string vegetation = string.Join(", ", SpectralIndex.All.Where(i => i.IsVegetation).Select(i => i.Name));
        SpectralIndex index = SpectralIndex.Find(name) ?? throw document.Wrong("index", $"one of {vegetation}");
        return index.IsVegetation ? index : throw new ScanException(
            "not-vegetation", $"{document.Field("index")} is {index.Name}, {index.Formula}, which does not measure vegetation, so hectares above a threshold could not be called vegetated; expected one of {vegetation}.");
    }

    private static ChangeRule Rule(DocumentObject rule, SpectralIndex index)
    {
        rule.Allow(["vegetatedAt", "changeOf"], []);
        if (rule.Has("vegetatedAt") && rule.Element.GetProperty("vegetatedAt").ValueKind == JsonValueKind.String)
        {
            throw new ScanException("not-supported", $"{rule.Field("vegetatedAt")} is a text: thresholds derived from the data belong to the document format, but this version cannot answer them; expected a decimal such as 0.4.");
        }

        decimal t = rule.RequiredDecimal("vegetatedAt"), d = rule.RequiredDecimal("changeOf");
        Check("vegetatedAt", t, index.Smallest, index.Largest);
        Check("changeOf", d, 0m, index.Largest - index.Smallest);
        return new ChangeRule(t, d);

        void Check(string name, decimal value, decimal smallest, decimal largest)
        {
            if (value < smallest || value > largest)
            {
                throw new ScanException("threshold-out-of-range", $"{rule.Field(name)} is {value}; expected {smallest} to {largest} for {index.Name}.");
            }

            if (DecimalInteger.Split(value).Places > ChangeRule.MostPlaces)
            {
                throw new ScanException("threshold-too-many-digits", $"{rule.Field(name)} is {value}; expected at most {ChangeRule.MostPlaces} decimals, so that it can be compared exactly.");
            }
        }
    }

    private static Comparison? Compare(DocumentObject document) => document.Text("compare") switch
    {
        null => null,
        "year-on-year" => Comparison.YearOnYear,
        "within-season" => Comparison.WithinSeason,
        _ => throw document.Wrong("compare", "\"year-on-year\" or \"within-season\""),
    };

    private static Target? ReadTarget(DocumentObject? target)
    {
        if (target is not { } t)
        {
            return null;
        }

        t.Allow(["name", "definition", "season"], []);
        DateOnly[]? season = t.Days("season");
        return new Target(t.Text("name"), t.Text("definition"), season?[0], season?[1]);
    }

    private static SceneSource Scene(DocumentObject document, string field, string folder)
    {
        DocumentObject scene = document.RequiredObject(field);
        scene.Allow(SceneFields, ["item", "product", "scenes", "composite", "index", "basis", "saturated", "quality", "collection", "within", "newest", "maxCloudPercent"]);
        SceneDate? date = null;
        if (scene.Text("date") is { } text)
        {
            date = SceneDate.TryParse(text, out SceneDate parsed) ? parsed : throw scene.Wrong("date", "an ISO 8601 date: \"2021-06-17\", or \"2021-06\" or \"2021\" for a composite");
        }

        BandSource? whole = scene.Text("path") is { } path ? Numbers(scene, InputPath.Resolve(scene.Field("path"), path, folder), new BandSource(path, "", 0, null, null, null)) : null;
        var bands = new Dictionary<string, BandSource>();
        if (scene.Object("bands") is { } listed)
        {
            listed.Allow([.. BandRoles.All], ["index"]);
            foreach (JsonProperty role in listed.Element.EnumerateObject())
            {
                bands[role.Name] = Band(scene, listed, role.Name, whole, folder);
            }
        }

        foreach (string role in BandRoles.All.Where(scene.Has))
        {
            bands[role] = Band(scene, scene, role, whole, folder);
        }

        return whole is null && bands.Count == 0 ? throw scene.Missing("path") : new SceneSource(field, date, bands, whole);
    }

    // A role is a band number of the scene's file, or an object that names its own file.
    private static BandSource Band(DocumentObject scene, DocumentObject holder, string role, BandSource? whole, string folder)
    {
        if (holder.Element.GetProperty(role).ValueKind == JsonValueKind.Number)
        {
            return (whole ?? throw scene.Missing("path")) with { Number = holder.BandNumber(role)!.Value };
        }

        DocumentObject own = holder.Object(role)!.Value;
        own.Allow(["path", "band", "scale", "offset", "noData"], []);
        int number = own.BandNumber("band") ?? (own.Has("path") ? 1 : throw own.Missing("band"));
        if (own.Text("path") is { } path)
        {
            BandSource ofScene = Numbers(scene, InputPath.Resolve(own.Field("path"), path, folder), new BandSource(path, "", number, null, null, null));
            return Numbers(own, ofScene.FullPath, ofScene);
        }

        BandSource source = whole ?? throw scene.Missing("path");
        return Numbers(own, source.FullPath, source with { Number = number });
    }

    // What an object says of scale, offset and nodata, over what was known before.
    private static BandSource Numbers(DocumentObject from, string fullPath, BandSource known)
    {
        decimal? scale = from.Decimal("scale"), offset = from.Decimal("offset");
        foreach ((string name, decimal? value) in (ReadOnlySpan<(string, decimal?)>)[("scale", scale), ("offset", offset)])
        {
            if (value is { } v)
            {
                StoredNumbers.CheckDigits(v, from.Field(name));
            }
        }

        if (scale is <= 0m)
        {
            throw from.Wrong("scale", "a number greater than 0");
        }

        return known with { FullPath = fullPath, Scale = scale ?? known.Scale, Offset = offset ?? known.Offset, NoData = from.Stored("noData") ?? known.NoData };
    }
}
