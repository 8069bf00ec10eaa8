using RasterEngine.Gdal;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Tiling;

/// <summary>A layer's answer for a whole grid, put together from windows, pixel by pixel.</summary>
internal sealed class ZoneCount
{
    private readonly int width;
    private readonly int[] union;
    private readonly Dictionary<int, int[]> zones = [];

    private ZoneCount(int width, int height)
    {
        this.width = width;
        union = new int[width * height];
    }

    /// <summary>Of the zone's shares, in pixels.</summary>
    public double Pixels(int zone) => zones.TryGetValue(zone, out int[]? shares) ? shares.Sum(s => (long)s) / 65536.0 : 0;

    /// <summary>Of the union, in pixels.</summary>
    public double UnionPixels => union.Sum(s => (long)s) / 65536.0;

    public int Touched(int zone) => zones.TryGetValue(zone, out int[]? shares) ? shares.Count(s => s > 0) : 0;

    public int Share(int zone, int column, int row) => zones.TryGetValue(zone, out int[]? shares) ? shares[(row * width) + column] : 0;

    public int Union(int column, int row) => union[(row * width) + column];

    public static ZoneCount Of(ZoneLayer layer, ZoneCoverageKind kind, int width, int height, int tileWidth = int.MaxValue, int tileHeight = int.MaxValue)
    {
        var count = new ZoneCount(width, height);
        var raster = new ZoneRaster(layer, kind);
        for (int row = 0; row < height; row += Math.Min(tileHeight, height))
        {
            for (int column = 0; column < width; column += Math.Min(tileWidth, width))
            {
                var window = new Window(column, row, Math.Min(tileWidth, width - column), Math.Min(tileHeight, height - row));
                raster.Fill(window);
                count.Take(raster, window);
            }
        }

        return count;
    }

    /// <summary>The layer of polygons of one ring each, named 0, 1, 2 and so on.</summary>
    public static ZoneLayer Layer(int width, int height, params (double Column, double Row)[][] rings) =>
        new(width, height, rings.Select((ring, i) => new ZonePolygon($"{i}", [Ring(ring)])));

    public static ZoneRing Ring(params (double Column, double Row)[] points) => new([.. points.Select(p => p.Column)], [.. points.Select(p => p.Row)]);

    public void AssertSame(ZoneCount other)
    {
        Assert.Equal(zones.Keys.Order(), other.zones.Keys.Order());
        Assert.All(zones, zone => Assert.Equal(zone.Value, other.zones[zone.Key]));
        Assert.Equal(union, other.union);
    }

    private void Take(ZoneRaster raster, Window window)
    {
        var seen = new SortedSet<int>();
        for (int row = 0; row < window.Height; row++)
        {
            (int Column, int Zone) last = (-1, -1);
            foreach (ZoneRun run in raster.Runs(row))
            {
                Assert.True((run.Column, run.Zone).CompareTo(last) > 0, "runs are sorted by column, then zone");
                Assert.InRange(run.Share, 1, 65536);
                Assert.True(run.Length == 1 || (run.Length > 1 && run.Share == 65536));
                last = (run.Column, run.Zone);
                seen.Add(run.Zone);
                if (!zones.TryGetValue(run.Zone, out int[]? shares))
                {
                    zones.Add(run.Zone, shares = new int[union.Length]);
                }

                foreach (ref int share in shares.AsSpan(((window.Row + row) * width) + window.Column + run.Column, run.Length))
                {
                    Assert.Equal(0, share);
                    share = run.Share;
                }
            }

            raster.UnionRow(row).CopyTo(union.AsSpan(((window.Row + row) * width) + window.Column));
        }

        Assert.Equal(seen, raster.Zones.ToArray());
    }
}
