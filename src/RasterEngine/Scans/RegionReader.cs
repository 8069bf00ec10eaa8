using System.Numerics;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Which part of each pixel a scan is asked about: zones by centre or exact share, land by centre. One a worker.</summary>
internal sealed class RegionReader : IDisposable
{
    private readonly ZoneRaster? zones, landPolygons;
    private readonly LandReader? landRaster;
    private byte[] land = [];
    private int[] shares = [];
    private Window window;

    public RegionReader(ScanPlan plan)
        : this(plan.Grid, plan.Zones, plan.Scan.Zones?.Coverage, plan.LandRaster, plan.LandPolygons, plan.Reads)
    {
    }

    /// <param name="grid">The scanned grid.</param>
    /// <param name="zones">Polygons that hectares are asked for; null for the whole grid.</param>
    /// <param name="coverage">How a pixel belongs to one.</param>
    /// <param name="landRaster">Where the target can be, as classes; null when it is polygons or everywhere.</param>
    /// <param name="landPolygons">The same as polygons.</param>
    /// <param name="reads">Told at the end how files were read.</param>
    public RegionReader(Grid grid, ZoneLayer? zones, ZoneCoverageKind? coverage, LandRaster? landRaster, ZoneLayer? landPolygons, ReadTally? reads)
    {
        this.zones = zones is null ? null : new ZoneRaster(zones, coverage ?? ZoneCoverageKind.Centre);
        this.landPolygons = landPolygons is null ? null : new ZoneRaster(landPolygons, ZoneCoverageKind.Centre);
        this.landRaster = landRaster is null ? null : new LandReader(landRaster, grid, reads);
    }

    /// <summary>Reads the window that the members below answer for.</summary>
    public void Read(Window window)
    {
        this.window = window;
        int length = (int)window.PixelCount;
        Buffers.Fit(ref land, length);
        Buffers.Fit(ref shares, length);
        zones?.Fill(window);
        landPolygons?.Fill(window);
        landRaster?.Read(window, land.AsSpan(0, length));
        for (int row = 0; row < window.Height; row++)
        {
            Span<byte> landRow = land.AsSpan(row * window.Width, window.Width);
            Span<int> shareRow = shares.AsSpan(row * window.Width, window.Width);
            if (landPolygons is not null)
            {
                ReadOnlySpan<int> covered = landPolygons.UnionRow(row);
                for (int i = 0; i < landRow.Length; i++)
                {
                    landRow[i] = covered[i] > 0 ? (byte)1 : (byte)0;
                }
            }
            else if (landRaster is null)
            {
                landRow.Fill(1);
            }

            ReadOnlySpan<int> union = zones is null ? [] : zones.UnionRow(row);
            for (int i = 0; i < shareRow.Length; i++)
            {
                shareRow[i] = landRow[i] == 0 ? 0 : zones is null ? Area.ShareParts : union[i];
            }
        }
    }

    /// <summary>Of each pixel of a row the part that is asked about, in parts of <see cref="Area.ShareParts"/>.</summary>
    public ReadOnlySpan<int> Shares(int row) => shares.AsSpan(row * window.Width, window.Width);

    public int Share(int column, int row) => shares[(row * window.Width) + column];

    /// <summary>Adds one row: to what is asked about, to what lies off land, to every zone.</summary>
    public void Tally<TCell>(int row, ReadOnlySpan<TCell> cells, ReadOnlySpan<long> areas, RegionTally tally)
        where TCell : unmanaged, IBinaryInteger<TCell>
    {
        ReadOnlySpan<byte> isLand = land.AsSpan(row * window.Width, window.Width);
        ReadOnlySpan<int> union = zones is null ? [] : zones.UnionRow(row);
        for (int start = 0; start < cells.Length;)
        {
            int share = zones is null ? Area.ShareParts : union[start], end = start + 1;
            while (end < cells.Length && isLand[end] == isLand[start] && (zones is null || union[end] == share))
            {
                end++;
            }

            if (share == 0 || isLand[start] == 0)
            {
                tally.OutsidePixels += end - start;
            }

            if (share > 0)
            {
                (isLand[start] != 0 ? tally.Inside : tally.OffLand).Add(cells[start..end], areas[start..end], share);
            }

            start = end;
        }

        foreach (ZoneRun run in zones is null ? [] : zones.Runs(row))
        {
            TallyRun(run, isLand, cells, areas, tally);
        }
    }

    /// <summary>The runs of zones in a row; empty without zones.</summary>
    public ReadOnlySpan<ZoneRun> Zones(int row) => zones is null ? [] : zones.Runs(row);

    public void Dispose() => landRaster?.Dispose();

    private static void TallyRun<TCell>(ZoneRun run, ReadOnlySpan<byte> isLand, ReadOnlySpan<TCell> cells, ReadOnlySpan<long> areas, RegionTally tally)
        where TCell : unmanaged, IBinaryInteger<TCell>
    {
        int stop = run.Column + run.Length;
        for (int start = run.Column; start < stop;)
        {
            int end = start + 1;
            while (end < stop && isLand[end] == isLand[start])
            {
                end++;
            }

            tally.AddToZone(run.Zone, isLand[start] != 0, cells[start..end], areas[start..end], run.Share);
            start = end;
        }
    }
}
