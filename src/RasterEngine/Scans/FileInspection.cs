using System.Globalization;
using System.Text.RegularExpressions;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>What the engine sees in one file, product folder or STAC Item, and whether a scan can use it.</summary>
/// <param name="Path">As asked.</param>
/// <param name="Usable">Every band is of a supported type and its place is known.</param>
/// <param name="Reason">Why not; null when usable.</param>
/// <param name="Code">The refusal's code.</param>
/// <param name="Width">Columns; 0 when it could not be opened.</param>
/// <param name="Height">Rows.</param>
/// <param name="Crs">Code, or the name of a CRS without one.</param>
/// <param name="PixelSize">Width and height of a pixel in CRS units.</param>
/// <param name="Unit">Those units.</param>
/// <param name="Origin">Upper-left corner.</param>
/// <param name="Block">Block width and height in pixels.</param>
/// <param name="Compression">As the file says.</param>
/// <param name="Interleave">PIXEL or BAND.</param>
/// <param name="Bands">Its bands, in order.</param>
public sealed partial record FileInspection(
    string Path,
    bool Usable,
    string? Reason,
    string? Code,
    int Width = 0,
    int Height = 0,
    string? Crs = null,
    IReadOnlyList<double>? PixelSize = null,
    string? Unit = null,
    IReadOnlyList<double>? Origin = null,
    IReadOnlyList<int>? Block = null,
    string? Compression = null,
    string? Interleave = null,
    IReadOnlyList<BandInspection>? Bands = null)
{
    /// <summary>What it is: GeoTIFF, JPEG 2000, Sentinel-2 L2A product, STAC Item.</summary>
    public string? Kind { get; init; }

    /// <summary>The day it shows, by its metadata or, failing these, its name: for a person to check.</summary>
    public string? Date { get; init; }

    /// <summary>True ground area of its middle pixel.</summary>
    public double? PixelSquareMetres { get; init; }

    /// <summary>Rows run northwards: a scan needs a “grid” entry.</summary>
    public bool SouthUp { get; init; }

    /// <summary>Of the bytes that are decoded for two bands of a scan, how many times those of the two bands alone: all bands of a pixel-interleaved file are.</summary>
    public double? DecodingFactor { get; init; }

    /// <summary>own: the engine decodes its blocks; gdal: libgdal does. Null when it could not be opened.</summary>
    public string? Reader { get; init; }

    /// <summary>Why libgdal does; null otherwise.</summary>
    public string? ReaderReason { get; init; }

    /// <summary>What metadata say of basis, offset and quality; null for a plain file.</summary>
    public string? Metadata { get; init; }

    /// <summary>The scene entry for a scan document, as JSON; names in angle brackets are to be filled in.</summary>
    public string? Entry { get; init; }

    /// <summary>Looks at a file, a product folder or a STAC Item; never throws for what it finds there.</summary>
    public static FileInspection Of(string path)
    {
        try
        {
            string full = System.IO.Path.GetFullPath(path);
            return SceneFolder.TryRead(path, full) is { } metadata ? OfScene(path, metadata) : OfFile(path, full);
        }
        catch (ScanException e)
        {
            return new(path, false, e.Message, e.Code);
        }
        catch (GdalException e)
        {
            return new(path, false, $"{path}: {SceneFile.Words(e)}.", "not-a-raster");
        }
    }

    private static FileInspection OfFile(string path, string full)
    {
        string? whyGdal = RasterReader.WhyGdal(SceneFile.Check(path, full));
        using Dataset dataset = SceneFile.Open(path, full);
        return Look(path, dataset) with { Reader = whyGdal is null ? "own" : "gdal", ReaderReason = whyGdal };
    }

    // A scene of many files is seen through the bands that an index would take.
    private static FileInspection OfScene(string path, SceneMetadata metadata)
    {
        if (!metadata.Bands.TryGetValue("red", out BandSource? red))
        {
            throw new ScanException("missing-band", $"{path}: this {metadata.Kind} has no red band to read{(metadata.Absent.TryGetValue("red", out string? why) ? $" ({why})" : "")}.");
        }

        FileInspection ofRed = OfFile(red.Path, red.FullPath);
        IEnumerable<BandInspection> bands = metadata.Bands.Select((b, i) => new BandInspection(
            b.Value.Number, b.Key, ofRed.Bands![0].PixelType, b.Value.Path, Text(b.Value.NoData), (double?)b.Value.Scale, (double?)b.Value.Offset, false));
        string quality = metadata is { Quality: { } q, QualityKind: { } kind } ? $"; quality band {q.Path} ({QualityTables.Name(kind)})" : "; no quality band";
        return ofRed with
        {
            Path = path,
            Kind = metadata.Kind,
            Date = metadata.Date?.ToString(),
            Bands = [.. bands],
            Metadata = $"basis {metadata.Basis?.ToString().ToLowerInvariant() ?? "not stated"}; offset from {metadata.OffsetReason}{quality}",
            Entry = SceneEntry.OfProduct(path, metadata),
        };
    }

    private static FileInspection Look(string path, Dataset dataset)
    {
        Grid? grid = null;
        ScanException? refusal = null;
        try
        {
            grid = Grid.Of(path, dataset);
        }
        catch (ScanException e)
        {
            refusal = e;
        }

        RasterBand[] bands = [.. Enumerable.Range(1, dataset.BandCount).Select(dataset.Band)];
        if (refusal is null && !bands.Any(b => StoredNumbers.IsSupported(b.PixelType)))
        {
            refusal = new("pixel-type", $"{path}: stores {bands[0].PixelType} numbers; expected Byte, UInt16, Int16, Float32 or Float64.");
        }

        GeoTransform? place = dataset.GeoTransform;
        BandInspection[] inspected = [.. bands.Select(BandInspection.Of)];
        string? interleave = dataset.Metadata("INTERLEAVE", "IMAGE_STRUCTURE");
        string? date = DateOf(path, dataset);
        return new(
            path,
            refusal is null,
            refusal?.Message,
            refusal?.Code,
            dataset.Width,
            dataset.Height,
            dataset.SpatialReference is { } crs ? crs.Code ?? crs.Name : null,
            place is { } p ? [p.PixelWidth, Math.Abs(p.PixelHeight)] : null,
            grid is null ? null : grid.IsGeographic ? "degree" : grid.SpatialReference.LinearUnitName,
            place is { } o ? [o.OriginX, o.OriginY] : null,
            [bands[0].BlockWidth, bands[0].BlockHeight],
            dataset.Metadata("COMPRESSION", "IMAGE_STRUCTURE") ?? (dataset.Driver == "GTiff" ? "none" : "JPEG 2000"),
            interleave,
            inspected)
        {
            Kind = dataset.Driver == "GTiff" ? "GeoTIFF" : "JPEG 2000",
            Date = date,
            PixelSquareMetres = grid is null ? null : MiddlePixel(grid),
            SouthUp = grid is { IsNorthUp: false },
            DecodingFactor = interleave == "PIXEL" && bands.Length > 2 ? bands.Length / 2.0 : 1,
            Entry = refusal is null ? SceneEntry.OfFile(path, date, inspected) : null,
        };
    }

    private static double? MiddlePixel(Grid grid)
    {
        try
        {
            long[] area = new long[1];
            var areas = new PixelAreas(grid.NorthUp.Part(new Window(grid.Width / 2, grid.Height / 2, 1, 1)));
            areas.Row(0, 0, area);
            return (double)(areas.Sum(area[0]).Hectares * 10_000m);
        }
        catch (GdalException)
        {
            return null; // no place on the Earth there; a scan says so
        }
    }

    private static string? DateOf(string path, Dataset dataset)
    {
        // When a file was written (TIFFTAG_DATETIME) is not when its scene was seen.
        string text = dataset.Metadata("ACQUISITIONDATETIME", "IMAGERY") ?? System.IO.Path.GetFileName(path);
        Match match = YearFirst().Match(text);
        return match.Success && SceneDate.TryParse($"{match.Groups[1]}-{match.Groups[2]}-{match.Groups[3]}", out SceneDate date) ? date.ToString() : null;
    }

    private static string? Text(double? value) => value?.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<![0-9])(19[0-9]{2}|20[0-9]{2})[-_]?([0-9]{2})[-_]?([0-9]{2})(?![0-9])")]
    private static partial Regex YearFirst();
}
