using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Cuts a scan into shards: whole rows of tiles, each some seconds of work for a process of its own.</summary>
public static class ScanShards
{
    /// <summary>
    /// Pixels × acquisitions of a shard at least: more than 5 s of one core. Two dates of a Sentinel-2 tile, 2.4e8, were measured at 4 s (docs/service/README.md).
    /// </summary>
    public const long FewestPixels = 500_000_000;

    /// <summary>The shards, in order.</summary>
    /// <param name="plan">What is to be scanned.</param>
    /// <param name="fewestPixels">Pixels × acquisitions that each has at least, where the scan has that many.</param>
    /// <remarks>A threshold derived from the data needs every pixel before the first is compared: such a scan is one shard.</remarks>
    public static IReadOnlyList<TileRows> Cut(ScanPlan plan, long fewestPixels)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(fewestPixels, 1);
        long pixels = plan.Grid.Bounds.PixelCount * (plan.Before.Acquisitions.Count + plan.After.Acquisitions.Count);
        int rows = plan.Tiles.Rows, shards = plan.Scan.ThresholdMethod is null ? (int)Math.Clamp(pixels / fewestPixels, 1, rows) : 1;
        return [.. Enumerable.Range(0, shards).Select(n => new TileRows((int)((long)rows * n / shards), (int)((long)rows * (n + 1) / shards)))];
    }
}
