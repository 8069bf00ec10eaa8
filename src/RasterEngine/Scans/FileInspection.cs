using System.Globalization;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>What the engine sees in one raster, product folder, STAC Item or file of polygons, and whether a scan can use it.</summary>
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
public sealed record FileInspection(
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
    private const long MostSampledPixels = 4 << 20;

    /// <summary>What it is: GeoTIFF, JPEG 2000, Sentinel-2 L2A product, STAC Item, polygons.</summary>
    public string? Kind { get; init; }

    /// <summary>The day it shows, by its metadata or, failing these, its name: for a person to check.</summary>
    public string? Date { get; init; }

    /// <summary>True ground area of its middle pixel.</summary>
    public double? PixelSquareMetres { get; init; }

    /// <summary>Rows run northwards: a scan needs a “grid” entry.</summary>
    public bool SouthUp { get; init; }

    /// <summary>Of the bytes that are decoded for a scan's two bands (one, of a stack of index rasters), how many times those of these alone: all bands of a pixel-interleaved file are.</summary>
    public double? DecodingFactor { get; init; }

    /// <summary>own: the engine decodes its blocks; gdal: libgdal does. Null when it could not be opened.</summary>
    public string? Reader { get; init; }

    /// <summary>Why libgdal does; null otherwise.</summary>
    public string? ReaderReason { get; init; }

    /// <summary>What metadata say of basis, offset and quality; null for a plain file.</summary>
    public string? Metadata { get; init; }

    /// <summary>Features, polygons and vertices of a file of polygons; null for rasters.</summary>
    public PolygonInspection? Polygons { get; init; }

    /// <summary>The entry for a scan document, as JSON; names in angle brackets are to be filled in.</summary>
    public string? Entry { get; init; }

    /// <summary>Looks at a file, a product folder or a STAC Item; never throws for what it finds there.</summary>
    public static FileInspection Of(string path)
    {
        try
        {
            string full = System.IO.Path.GetFullPath(path);
            return SceneFolder.TryRead(path, full) is { } metadata ? OfScene(path, metadata)
                : PolygonFile.IsOne(full) && File.Exists(full) ? OfPolygons(path, full)
                : OfFile(path, full);
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

    private static FileInspection OfPolygons(string path, string full)
    {
        ZoneSurvey survey = ZoneFile.Survey(path, full);
        return new(path, true, null, null, Crs: survey.SpatialReference.ToString())
        {
            Kind = $"polygons ({survey.Driver})",
            Polygons = new PolygonInspection(survey.Zones, survey.Polygons, survey.Vertices, survey.Fields),
            Entry = SceneEntry.OfPolygons(path, survey.Fields),
        };
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
            ScanGrid.CheckPlace(grid, path);
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
        string name = System.IO.Path.GetFileName(path);
        BandInspection[] inspected = [.. bands.Zip(BandRoles.Of(dataset), (band, role) => BandInspection.Of(band, role, bands.Length == 1 || NameWords.IsIndex(name) ? name : ""))];
        refusal ??= Implausible(path, dataset, inspected);
        string? interleave = dataset.Metadata("INTERLEAVE", "IMAGE_STRUCTURE");
        string? date = DateOf(path, dataset);
        return new(
            path,
            refusal is null,
            refusal?.Message,
            refusal?.Code,
            dataset.Width,
            dataset.Height,
            dataset.SpatialReference?.ToString(),
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
            DecodingFactor = interleave == "PIXEL" ? Math.Max(1, bands.Length / (inspected.All(b => b.Role == BandRoles.Index) ? 1.0 : 2.0)) : 1,
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

    // When a file was written (TIFFTAG_DATETIME) is not when its scene was seen.
    private static string? DateOf(string path, Dataset dataset) =>
        NameWords.Date(dataset.Metadata("ACQUISITIONDATETIME", "IMAGERY") ?? System.IO.Path.GetFileName(path));

    // A scan holds scale and offset against the ground; one block in the middle tells as much here.
    private static ScanException? Implausible(string path, Dataset dataset, BandInspection[] bands)
    {
        foreach (BandInspection inspected in bands.Where(b => b is { Scale: not null, Role: not null } || b is { Offset: not null, Role: not null }))
        {
            RasterBand band = dataset.Band(inspected.Number);
            Window middle = new Window(dataset.Width / 2 / band.BlockWidth * band.BlockWidth, dataset.Height / 2 / band.BlockHeight * band.BlockHeight, band.BlockWidth, band.BlockHeight)
                .Intersect(new Window(0, 0, dataset.Width, dataset.Height));
            if (!StoredNumbers.IsSupported(band.PixelType) || middle.PixelCount > MostSampledPixels)
            {
                continue;
            }

            float[] stored = new float[middle.PixelCount];
            try
            {
                band.Read<float>(middle, stored);
                PlausibleReflectance.Check(path, inspected.Number, inspected.Role!, (decimal)(inspected.Scale ?? 1), (decimal)(inspected.Offset ?? 0), [.. stored.Where(v => float.IsFinite(v) && v != band.NoData).Order()]);
            }
            catch (ScanException e)
            {
                return e;
            }
            catch (GdalException e)
            {
                return new("corrupt-tile", $"{path}: band {inspected.Number} cannot be decoded in the middle of the file ({SceneFile.Words(e)}); expected every block whole.", e);
            }
        }

        return null;
    }

    private static string? Text(double? value) => value?.ToString(CultureInfo.InvariantCulture);
}
