using System.Numerics;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Derives T from the data before anything is compared: one exact histogram of both dates' indices, over pixels observed on both and asked about.</summary>
internal static class ThresholdScan
{
    /// <exception cref="ScanException">no-threshold, or a tile cannot be read.</exception>
    public static DerivedThreshold Run<TStored>(ScanPlan plan, ThresholdMethod method, int workers, CancellationToken cancellation)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        var total = new IndexHistogram();
        TileWorkers.Run(
            plan.Tiles,
            workers,
            open: () => new Worker<TStored>(plan),
            work: (worker, tile) => worker.Count(tile),
            take: total.Merge,
            cancellation);
        return DerivedThreshold.Of(method, total);
    }

    private sealed class Worker<TStored> : IDisposable
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        private readonly ScanPlan plan;
        private readonly TileComparison<TStored> comparison;
        private readonly RegionReader? region;

        public Worker(ScanPlan plan)
        {
            this.plan = plan;
            IDateReader<TStored> before = plan.Open<TStored>(plan.Before);
            try
            {
                comparison = new(before, plan.Open<TStored>(plan.After), new PairKernel<TStored>(plan.Form), plan.Tiles);
                region = plan.HasRegion ? new RegionReader(plan) : null;
            }
            catch
            {
                before.Dispose();
                throw;
            }
        }

        public IndexHistogram Count(Tile tile)
        {
            var histogram = new PairHistogram<TStored>(plan.Form);
            comparison.Read(tile.Window);
            region?.Read(tile.Window);
            for (int row = 0; row < tile.Window.Height; row++)
            {
                comparison.AddTo(histogram, row, region is null ? [] : region.Shares(row));
            }

            return histogram.Histogram;
        }

        public void Dispose()
        {
            comparison.Dispose();
            region?.Dispose();
        }
    }
}
