using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>A question held against its files: both dates found, their common grid, zones and land, how it is cut into tiles. Nothing has been compared yet.</summary>
/// <param name="Scan">The question.</param>
/// <param name="Before">The earlier date as found.</param>
/// <param name="After">The later date as found.</param>
/// <param name="Grid">What is scanned.</param>
/// <param name="Tiles">Its tiles.</param>
/// <param name="Stored">The type both dates are compared in.</param>
public sealed record ScanPlan(Scan Scan, Scene Before, Scene After, Grid Grid, TilePlan Tiles, PixelType Stored)
{
    private static readonly string[] Colours = ["red", "green", "blue"];

    /// <summary>The polygons hectares are asked for; null for the whole grid.</summary>
    public ZoneLayer? Zones { get; init; }

    /// <summary>The class raster that says where the target can be; null when there is none.</summary>
    public LandRaster? LandRaster { get; init; }

    /// <summary>The polygons that say so; null when there are none.</summary>
    public ZoneLayer? LandPolygons { get; init; }

    /// <summary>How its files were read so far.</summary>
    public ReadTally Reads { get; } = new();

    /// <summary>Only part of the grid is asked about.</summary>
    public bool HasRegion => Zones is not null || LandRaster is not null || LandPolygons is not null;

    /// <summary>A date does not lie on the grid's lattice: its numbers are brought there.</summary>
    public bool IsResampled => Before.Acquisitions.Concat(After.Acquisitions).Any(s => Grid.LatticeDifference(s.Grid) is not null);

    /// <exception cref="ScanException">A file is missing or unusable, or the dates cannot be compared as they lie.</exception>
    public static ScanPlan Make(Scan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        string[] roles = [scan.Index.FirstRole, scan.Index.SecondRole];
        Scene before = Scene.Find(scan.Before, roles, Colours), after = Scene.Find(scan.After, roles, Colours);
        ComparableNumbers.Check(scan, before, after);
        Grid grid = ScanGrid.Of(scan, before, after, out TilePlan tiles);
        PixelType stored = StoredNumbers.Common([.. IndexBands(scan, before).Concat(IndexBands(scan, after)).Select(b => b.PixelType)]);
        return new ScanPlan(scan, before, after, grid, tiles, stored)
        {
            Zones = scan.Zones?.Read(grid),
            LandRaster = scan.Land is { Keep: { } keep } raster ? LandRaster.Find(raster.Band, keep) : null,
            LandPolygons = scan.Land is { Keep: null } polygons ? ZoneLayer.Read(polygons.Band.Path, polygons.Band.FullPath, null, grid) : null,
        };
    }

    /// <summary>The comparison in exact numbers.</summary>
    public PairForm Form => new(Date(Before), Date(After), Scan.Rule.Thresholds, Scan.Rule.Changes);

    /// <summary>Hashes every input once.</summary>
    /// <param name="workers">Threads at most.</param>
    public IReadOnlyList<InputFile> RegisterInputs(int workers = 1) => InputFile.Register([.. InputFiles.DistinctBy(f => f.FullPath)], workers);

    /// <summary>Role of an index's first and second band in a scene; both are the index's where the scene holds it.</summary>
    public static (string First, string Second) Roles(Scan scan, Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return Roles(scan.Index, scene);
    }

    /// <inheritdoc cref="Roles(Scan, Scene)"/>
    public static (string First, string Second) Roles(SpectralIndex index, Scene scene)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Source.HoldsIndex ? (BandRoles.Index, BandRoles.Index) : (index.FirstRole, index.SecondRole);
    }

    /// <summary>The bands of a scene that the index is made from.</summary>
    public static IReadOnlyList<Band> IndexBands(Scan scan, Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return IndexBands(scan.Index, scene);
    }

    /// <inheritdoc cref="IndexBands(Scan, Scene)"/>
    public static IReadOnlyList<Band> IndexBands(SpectralIndex index, Scene scene)
    {
        (string first, string second) = Roles(index, scene);
        return first == second ? [scene.Bands[first]] : [scene.Bands[first], scene.Bands[second]];
    }

    /// <summary>A reader of one date on the scanned grid; one a worker.</summary>
    internal IDateReader<T> Open<T>(Scene date)
        where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
    {
        (string first, string second) = Roles(Scan, date);
        Resampling resampling = Scan.Grid?.Resampling ?? Resampling.Nearest;
        if (date.Parts.Count == 0)
        {
            return new SceneReader<T>(date, first, second, Grid, resampling, Reads);
        }

        var files = new OpenFiles(SeasonPlan.MostOpenFiles, Reads);
        var readers = new List<SceneReader<T>>();
        try
        {
            foreach (Scene part in date.Parts)
            {
                readers.Add(new SceneReader<T>(part, first, second, Grid, resampling, Reads, files));
            }

            return new CompositeReader<T>(readers, [.. date.Parts.Select(Date)], date.Source.Composite!.Value, files);
        }
        catch
        {
            readers.ForEach(r => r.Dispose());
            files.Dispose();
            throw;
        }
    }

    private IEnumerable<BandSource> InputFiles =>
    [
        .. Before.Files,
        .. After.Files,
        .. OffsetDoubt.Inputs(Scan, Before),
        .. OffsetDoubt.Inputs(Scan, After),
        .. Scan.Land is { Keep: not null } raster ? (BandSource[])[raster.Band] : [],
        .. Scan.Land is { Keep: null } polygons ? PolygonFile.Parts(polygons.Band.Path, polygons.Band.FullPath) : [],
        .. Scan.Zones?.Files ?? [],
    ];

    /// <summary>What one date's stored numbers mean.</summary>
    internal DateForm Date(Scene scene)
    {
        (string first, string second) = Roles(Scan, scene);
        return new(scene.Source.HoldsIndex ? IndexForm.Identity : Scan.Index.Form, scene.Bands[first].Form, scene.Bands[second].Form);
    }
}
