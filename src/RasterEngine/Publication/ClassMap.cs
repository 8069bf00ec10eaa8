using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>A map of classes that fields are taken from: the mask of a report, or any raster of class numbers.</summary>
/// <param name="Band">Its band.</param>
/// <param name="Grid">Its place.</param>
/// <param name="Names">Class number → name, as the map tells (CLASS_1=kept …) or the report.</param>
internal sealed record ClassMap(BandSource Band, Grid Grid, IReadOnlyDictionary<byte, string> Names)
{
    /// <summary>The report that the map belongs to; null for a map alone.</summary>
    public string? ScanId { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Dates it compares, as it writes them.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }

    /// <summary>The layers of days beside a season's mask, and the season's first year; null for anything else.</summary>
    public (string Path, int FirstYear)? Season { get; init; }

    /// <param name="path">REPORT.json, or a GeoTIFF of classes.</param>
    /// <param name="band">Which band, from 1.</param>
    /// <exception cref="ScanException">Missing, not a report, its mask was changed since, or not a map of classes.</exception>
    public static ClassMap Read(string path, int band)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return Open(new BandSource(path, Path.GetFullPath(path), band, null, null, null));
        }

        JsonElement report = ReadReport(path);
        JsonElement mask = Required(report, path, "outputs", "mask");
        string maskPath = Path.Combine(Path.GetDirectoryName(path) ?? "", Required(mask, path, "path").GetString() ?? "");
        if (!File.Exists(maskPath))
        {
            throw new ScanException("missing-file", $"{maskPath}: there is no such file; expected the mask that {path} belongs to.");
        }

        if (CogParts.AreAt(maskPath))
        {
            throw InParts(maskPath);
        }

        string expected = Required(mask, path, "sha256").GetString() ?? "", found = Sha256(maskPath);
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new ScanException("mask-changed", $"{maskPath}: its SHA-256 is {found[..12]}…, but {path} was published with {expected[..Math.Min(12, expected.Length)]}…; expected the mask as it was published.");
        }

        return Open(new BandSource(maskPath, Path.GetFullPath(maskPath), band, null, null, null)) with
        {
            ScanId = Text(report, "scanId"),
            Name = Text(report, "name"),
            Before = report.TryGetProperty("before", out JsonElement before) ? Text(before, "date") : null,
            After = report.TryGetProperty("after", out JsonElement after) ? Text(after, "date") : null,
            Season = SeasonOf(report, path),
        };
    }

    /// <summary>A map of so many pixels is not held in memory.</summary>
    internal static ScanException InParts(string path) => new(
        "mask-in-parts", $"{path}: this result has more pixels than one file holds, and neither fields nor samples are made of one in parts; expected a map of a region of it (gdal_translate -projwin … {path} map.tif), given as a map instead of the report.");

    private static (string Path, int FirstYear)? SeasonOf(JsonElement report, string path)
    {
        if (!report.TryGetProperty("season", out JsonElement season) || Text(season, "start") is not { } start || !report.GetProperty("outputs").TryGetProperty("season", out JsonElement layers))
        {
            return null;
        }

        string file = Path.Combine(Path.GetDirectoryName(path) ?? "", Required(layers, path, "path").GetString() ?? "");
        return !File.Exists(file) ? throw new ScanException("missing-file", $"{file}: there is no such file; expected the days that {path} belongs to.")
            : !string.Equals(Sha256(file), Required(layers, path, "sha256").GetString(), StringComparison.OrdinalIgnoreCase)
            ? throw new ScanException("mask-changed", $"{file}: its SHA-256 is not the one that {path} was published with; expected the days as they were published.")
            : (file, int.Parse(start.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>Class numbers of names or numbers; all named classes for none.</summary>
    /// <exception cref="ScanException">There is no such class.</exception>
    public byte[] Classes(IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0)
        {
            return Names.Count > 0 ? [.. Names.Keys.Order()] : throw new ScanException("bad-argument", $"--class is missing and {Band.Path} names no classes; expected class numbers, such as --class 2.");
        }

        return [.. wanted.Select(Number).Distinct().Order()];

        byte Number(string text) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) && number != 0 ? number
            : Names.Where(n => n.Value.Equals(text, StringComparison.OrdinalIgnoreCase)).Select(n => (byte?)n.Key).FirstOrDefault() ?? throw new ScanException(
                "bad-argument", $"--class is “{text}”; expected a class number 1 to 255{(Names.Count > 0 ? $" or a name: {string.Join(", ", Names.OrderBy(n => n.Key).Select(n => n.Value))}" : "")}.");
    }

    private static ClassMap Open(BandSource source)
    {
        using Dataset dataset = SceneFile.Open(source.Path, source.FullPath);
        if (source.Number > dataset.BandCount)
        {
            throw new ScanException("missing-band", $"{source.Path}: there is no band {source.Number}; the file has {dataset.BandCount} band{(dataset.BandCount == 1 ? "" : "s")}, counted from 1.");
        }

        RasterBand band = dataset.Band(source.Number);
        Grid grid = Grid.Of(source.Path, dataset);
        if (band.PixelType != PixelType.Byte)
        {
            throw new ScanException("pixel-type", $"{source.Path}: band {source.Number} stores {band.PixelType} numbers; expected a map of classes, which are bytes.");
        }

        if (!grid.IsNorthUp)
        {
            throw new ScanException("south-up", $"{source.Path}: its rows run northwards; expected a north-up map (gdalwarp turns it).");
        }

        var names = new Dictionary<byte, string>();
        for (int value = 1; value <= byte.MaxValue; value++)
        {
            if (band.Metadata(string.Create(CultureInfo.InvariantCulture, $"CLASS_{value}")) is { } name)
            {
                names[(byte)value] = name;
            }
        }

        return new ClassMap(source, grid, names);
    }

    private static JsonElement ReadReport(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ScanException("not-a-report", $"{path}: is not valid JSON; expected the report.json of a result, or a GeoTIFF of classes.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", File.Exists(path) ? $"{path}: cannot be read ({e.Message})" : $"{path}: there is no such file; expected the report.json of a result, or a GeoTIFF of classes.", e);
        }
    }

    private static JsonElement Required(JsonElement element, string path, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            element = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement inner) ? inner
                : throw new ScanException("not-a-report", $"{path}: has no “{string.Join('.', names.ToArray())}”; expected the report.json of a result.");
        }

        return element;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Sha256(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
