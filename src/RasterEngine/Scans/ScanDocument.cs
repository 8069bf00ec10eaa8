using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Reads a scan document (contract.md §3) into a <see cref="Scan"/>; whatever it cannot answer it refuses in one sentence.</summary>
public static class ScanDocument
{
    /// <summary>Reads a document from a file; its relative paths start at its folder.</summary>
    public static Scan Read(string file)
    {
        (byte[] json, string full) = ReadBytes(file);
        return Parse(file, json, Path.GetDirectoryName(full)!, Path.GetFileNameWithoutExtension(full));
    }

    /// <summary>A document's bytes and absolute path.</summary>
    internal static (byte[] Json, string FullPath) ReadBytes(string file)
    {
        string full = Path.GetFullPath(file);
        if (File.Exists(full) && !RasterFile.IsRegular(full))
        {
            // Reading a pipe or a terminal would wait for its writer, a device might never end.
            throw new ScanException("missing-file", $"{file}: is a pipe, a socket or a device; expected a scan document.");
        }

        try
        {
            return (File.ReadAllBytes(full), full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", File.Exists(full) ? $"{file}: cannot be read ({e.Message})" : $"{file}: there is no such file; expected a scan document.", e);
        }
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
            ["name", "target", "before", "after", "index", "rule", "compare", "land", "zones", "parcels", "grid", "allowMixedBasis", "minimumMappingUnit", "histogram"],
            ["season"]);

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
            Rule(document.RequiredObject("rule"), index, out ThresholdMethod? method),
            Compare(document) ?? Comparisons.Infer(before.Date, after.Date),
            CanonicalJson.Of(document.Element))
        {
            ThresholdMethod = method,
            Land = Land(document, folder),
            Zones = Zones(document, folder),
            Grid = Grid(document),
            MinimumMappingUnit = MinimumUnit(document),
            Histogram = document.Flag("histogram") ?? false,
            AllowMixedBasis = document.Flag("allowMixedBasis") ?? false,
        };
    }

    internal static SpectralIndex Index(DocumentObject document)
    {
        string name = document.Text("index") ?? SpectralIndex.Ndvi.Name;
        string vegetation = string.Join(", ", SpectralIndex.All.Where(i => i.IsVegetation).Select(i => i.Name));
        SpectralIndex index = SpectralIndex.Find(name) ?? throw document.Wrong("index", $"one of {vegetation}");
        return index.IsVegetation ? index : throw new ScanException(
            "not-vegetation", $"{document.Field("index")} is {index.Name}, {index.Formula}, which does not measure vegetation, so hectares above a threshold could not be called vegetated; expected one of {vegetation}.");
    }

    private static ChangeRule Rule(DocumentObject rule, SpectralIndex index, out ThresholdMethod? method)
    {
        rule.Allow(["vegetatedAt", "changeOf"], []);
        method = null;
        if (rule.Has("vegetatedAt") && rule.Element.GetProperty("vegetatedAt").ValueKind == JsonValueKind.String)
        {
            method = rule.Text("vegetatedAt") switch
            {
                "otsu" => Masks.ThresholdMethod.Otsu,
                "kittler-illingworth" => Masks.ThresholdMethod.KittlerIllingworth,
                _ => throw rule.Wrong("vegetatedAt", "a decimal such as 0.4, \"otsu\" or \"kittler-illingworth\""),
            };
        }

        decimal t = method is null ? rule.RequiredDecimal("vegetatedAt") : 0m, d = rule.RequiredDecimal("changeOf");
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

    internal static Target? ReadTarget(DocumentObject? target)
    {
        if (target is not { } t)
        {
            return null;
        }

        t.Allow(["name", "definition", "season"], []);
        DateOnly[]? season = t.Days("season");
        return new Target(t.Text("name"), t.Text("definition"), season?[0], season?[1]);
    }

    private static SceneSource Scene(DocumentObject document, string field, string folder) => SceneDocument.Read(document.RequiredObject(field), field, folder);

    internal static LandSource? Land(DocumentObject document, string folder)
    {
        if (document.Object("land") is not { } land)
        {
            return null;
        }

        land.Allow(["path", "band", "keep", "source", "year"], []);
        string path = land.Text("path") ?? throw land.Missing("path");
        var band = new BandSource(path, InputPath.Resolve(land.Field("path"), path, folder), land.BandNumber("band") ?? 1, null, null, null);
        bool isPolygons = PolygonFile.IsOne(path);
        IReadOnlyList<int>? keep = land.WholeNumbers("keep");
        return isPolygons && keep is not null ? throw land.Wrong("keep", "no classes for polygons: every polygon counts")
            : !isPolygons && keep is not { Count: > 0 } ? throw (keep is null ? land.Missing("keep") : land.Wrong("keep", "at least one class"))
            : new LandSource(band, keep, land.Text("source"), land.WholeNumber("year", 1900, 2200));
    }

    internal static ZoneSource? Zones(DocumentObject document, string folder)
    {
        bool? parcels = document.Flag("parcels");
        if (document.Object("zones") is not { } zones)
        {
            return parcels is null ? null : throw document.Missing("zones");
        }

        zones.Allow(["path", "features", "id", "coverage", "parcels"], []);
        string? features = Features(zones);
        string path = features is not null ? ZoneSource.InDocument : zones.Text("path") ?? throw zones.Missing("path");
        ZoneCoverageKind coverage = zones.Text("coverage") switch
        {
            null or "centre" => ZoneCoverageKind.Centre,
            "exact" => ZoneCoverageKind.Exact,
            _ => throw zones.Wrong("coverage", "\"centre\" or \"exact\""),
        };
        string fullPath = features is not null ? "" : InputPath.Resolve(zones.Field("path"), path, folder);
        return new ZoneSource(path, fullPath, zones.Text("id"), coverage, zones.Flag("parcels") ?? parcels ?? false) { Features = features };
    }

    // GeoJSON as RFC 7946 has it: longitude and latitude of WGS 84. An older “crs” could name an address that GDAL would fetch.
    private static string? Features(DocumentObject zones)
    {
        if (zones.Object("features") is not { } collection)
        {
            return null;
        }

        if (zones.Has("path"))
        {
            throw new ScanException("bad-field", $"{zones.Field("features")} stands beside “path”; expected one of the two.");
        }

        if (collection.Text("type") == "FeatureCollection")
        {
            DrawnZones.Check(collection.Element, zones.Text("id"));
        }

        return collection.Has("crs") ? throw new ScanException("bad-field", $"{collection.Field("crs")} is not read; expected GeoJSON of longitude and latitude (RFC 7946), which has none.")
            : collection.Text("type") == "FeatureCollection" ? collection.Element.GetRawText()
            : throw collection.Wrong("type", "\"FeatureCollection\"");
    }

    /// <param name="document">The document.</param>
    /// <param name="first">What “like” calls the first scene: before, or first of a season.</param>
    /// <param name="last">What it calls the last.</param>
    internal static GridSource? Grid(DocumentObject document, string first = "before", string last = "after")
    {
        if (document.Object("grid") is not { } grid)
        {
            return null;
        }

        grid.Allow(["like", "crs", "pixelSize", "origin", "resampling"], []);
        string? name = grid.Text("like");
        bool? like = name is null ? null : name == first ? true : name == last ? false : throw grid.Wrong("like", $"\"{first}\" or \"{last}\"");
        Resampling resampling = grid.Text("resampling") switch
        {
            null or "nearest" => Resampling.Nearest,
            "bilinear" => Resampling.Bilinear,
            "cubic" => Resampling.Cubic,
            _ => throw grid.Wrong("resampling", "\"nearest\", \"bilinear\" or \"cubic\""),
        };
        if (like is null == !grid.Has("crs"))
        {
            throw like is null ? grid.Missing("crs") : grid.Wrong("like", "either “like” or “crs”, not both");
        }

        (double Width, double Height)? size = grid.Pair("pixelSize");
        return size is { } s && !(s.Width > 0 && s.Height > 0) ? throw grid.Wrong("pixelSize", "two sizes greater than 0")
            : size is null && like is null ? throw grid.Missing("pixelSize")
            : new GridSource(like, Crs(grid), size, grid.Pair("origin"), resampling);
    }

    // Only a number is looked up: a text can be an address, which PROJ would fetch.
    private static SpatialReference? Crs(DocumentObject grid)
    {
        if (grid.Text("crs") is not { } text)
        {
            return null;
        }

        const string expected = "a code such as \"EPSG:32633\" (a lattice without a code is named by \"like\")";
        if (!text.StartsWith("EPSG:", StringComparison.OrdinalIgnoreCase) || !int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int code))
        {
            throw grid.Wrong("crs", expected);
        }

        try
        {
            SpatialReference reference = SpatialReference.FromEpsg(code);
            return reference.Kind != SpatialReferenceKind.Other ? reference : throw grid.Wrong("crs", expected);
        }
        catch (GdalException)
        {
            throw grid.Wrong("crs", expected);
        }
    }

    private static MinimumMappingUnit? MinimumUnit(DocumentObject document)
    {
        if (!document.Has("minimumMappingUnit"))
        {
            return null;
        }

        bool isNumber = document.Element.GetProperty("minimumMappingUnit").ValueKind == JsonValueKind.Number;
        DocumentObject holder = isNumber ? document : document.Object("minimumMappingUnit")!.Value;
        if (!isNumber)
        {
            holder.Allow(["hectares", "connectivity"], []);
        }

        string name = isNumber ? "minimumMappingUnit" : "hectares";
        int connectivity = isNumber ? 8 : holder.WholeNumber("connectivity", 4, 8) ?? 8;
        return holder.RequiredDecimal(name) is not (> 0m and <= 1_000_000m) ? throw holder.Wrong(name, "hectares, more than 0")
            : connectivity is not (4 or 8) ? throw holder.Wrong("connectivity", "4 or 8")
            : new MinimumMappingUnit(holder.RequiredDecimal(name), (Connectivity)connectivity);
    }
}
