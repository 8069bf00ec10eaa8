using System.Numerics;
using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>A question about seasons held against its files: every date found, their common grid, zones and land, how it is cut into tiles.</summary>
/// <param name="Scan">The question.</param>
/// <param name="Seasons">Its season, or two: the earlier one first.</param>
/// <param name="Grid">What is scanned: the smallest rectangle of cells around every scene.</param>
/// <param name="Tiles">Its tiles.</param>
/// <param name="Stored">The type all dates are read in.</param>
public sealed record SeasonPlan(SeasonScan Scan, IReadOnlyList<SeasonDates> Seasons, Grid Grid, TilePlan Tiles, PixelType Stored)
{
    /// <summary>Files that one worker has open at once.</summary>
    public const int MostOpenFiles = 64;

    // Stored numbers of all dates of a tile, a worker: what memory a season takes does not depend on how many dates it has, the tile does.
    private const long PlaneBytes = 32L << 20;

    /// <summary>The polygons hectares are asked for; null for the whole grid.</summary>
    public ZoneLayer? Zones { get; init; }

    /// <summary>The class raster that says where the target can be; null when there is none.</summary>
    public LandRaster? LandRaster { get; init; }

    /// <summary>The polygons that say so; null when there are none.</summary>
    public ZoneLayer? LandPolygons { get; init; }

    /// <summary>How each file was read, once it was.</summary>
    public ReadTally Reads { get; } = new();

    /// <summary>Every scene of every season.</summary>
    public IReadOnlyList<Scene> Scenes => [.. Seasons.SelectMany(s => s.Scenes)];

    /// <summary>A date does not lie on the grid's lattice: its numbers are brought there.</summary>
    public bool IsResampled => Scenes.SelectMany(s => s.Acquisitions).Any(s => Grid.LatticeDifference(s.Grid) is not null);

    /// <summary>The season asked about, the later of two.</summary>
    public SeasonDates Season => Seasons[^1];

    /// <exception cref="ScanException">A file is missing or unusable, or the dates cannot be followed as they lie.</exception>
    public static SeasonPlan Make(SeasonScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        SeasonDates[] seasons = [.. scan.Seasons.Select(s => SeasonDates.Find(scan, s))];
        Scene[] scenes = [.. seasons.SelectMany(s => s.Scenes)];
        ComparableNumbers.Check(scan.Index, scan.AllowMixedBasis, scenes[0], scenes[^1]);
        Grid grid = SeasonGrid.Of(scan, scenes);
        PixelType stored = StoredNumbers.Common([.. scenes.SelectMany(s => ScanPlan.IndexBands(scan.Index, s)).Select(b => b.PixelType)]);
        long bytesOfPixel = scenes.Sum(s => (ScanPlan.IndexBands(scan.Index, s).Count * (long)Size(stored)) + 1);
        var plan = new SeasonPlan(scan, seasons, grid, SeasonGrid.Tiles(grid, scenes, ScanPlan.IndexBands(scan.Index, scenes[0])[0], (int)(PlaneBytes / bytesOfPixel)), stored)
        {
            Zones = scan.Zones?.Read(grid),
            LandRaster = scan.Land is { Keep: { } keep } raster ? LandRaster.Find(raster.Band, keep) : null,
            LandPolygons = scan.Land is { Keep: null } polygons ? ZoneLayer.Read(polygons.Band.Path, polygons.Band.FullPath, null, grid) : null,
        };
        return plan;
    }

    /// <summary>Hashes every input once.</summary>
    public IReadOnlyList<InputFile> RegisterInputs(int workers = 1) => InputFile.Register([.. InputFiles.DistinctBy(f => f.FullPath)], workers);

    /// <summary>Which part of each pixel is asked about; one a worker.</summary>
    internal RegionReader OpenRegion() => new(Grid, Zones, Scan.Zones?.Coverage, LandRaster, LandPolygons, Reads);

    /// <summary>A reader of one season's dates; one a worker.</summary>
    internal SeasonReader<T> Open<T>(SeasonDates season)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var files = new OpenFiles(MostOpenFiles, Reads);
        var dates = new List<IDateReader<T>>();
        try
        {
            foreach (Scene scene in season.Scenes)
            {
                dates.Add(Open<T>(scene, files));
            }

            return new SeasonReader<T>(dates, [.. season.Scenes.Select(s => s.Source.HoldsIndex)], files);
        }
        catch
        {
            dates.ForEach(d => d.Dispose());
            files.Dispose();
            throw;
        }
    }

    private IDateReader<T> Open<T>(Scene date, OpenFiles files)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        (string first, string second) = ScanPlan.Roles(Scan.Index, date);
        Resampling resampling = Scan.Grid?.Resampling ?? Resampling.Nearest;
        SceneReader<T>[] readers = [.. date.Acquisitions.Select(a => new SceneReader<T>(a, first, second, Grid, resampling, Reads, files))];
        return date.Parts.Count == 0 ? readers[0] : new CompositeReader<T>(
            readers, [.. date.Parts.Select(p => new Kernels.DateForm(p.Source.HoldsIndex ? Kernels.IndexForm.Identity : Scan.Index.Form, p.Bands[first].Form, p.Bands[second].Form))], date.Source.Composite!.Value, files: null);
    }

    private IEnumerable<BandSource> InputFiles =>
    [
        .. Scenes.SelectMany(s => s.Files),
        .. Scan.Land is { Keep: not null } raster ? (BandSource[])[raster.Band] : [],
        .. Scan.Land is { Keep: null } polygons ? PolygonFile.Parts(polygons.Band.Path, polygons.Band.FullPath) : [],
        .. Scan.Zones?.Files ?? [],
    ];

    /// <summary>Columns, and rows, of a tile of which a worker can hold so many acquisitions at once.</summary>
    internal static int LargestSide(IReadOnlyList<Scene> acquisitions, int ideal)
    {
        // Two bands and what excludes them.
        long bytes = acquisitions.Sum(a => (2L * a.Bands.Values.Max(b => Size(b.PixelType))) + 1);
        int side = ideal;
        while (side > 64 && side * side * bytes > PlaneBytes)
        {
            side /= 2;
        }

        return side;
    }

    private static int Size(PixelType type) => type switch { PixelType.Byte => 1, PixelType.UInt16 or PixelType.Int16 => 2, PixelType.Float32 => 4, _ => 8 };
}
