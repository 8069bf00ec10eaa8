using RasterEngine.Areas;
using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Takes patches of gain and loss below the minimum mapping unit out of a finished mask, and adds up what they were.</summary>
internal static class PatchSieve
{
    // Rows that are read, sieved and written at once: those of the mask's blocks, so that each is decoded once.
    private const int BandHeight = CogPyramid.BlockSide;

    /// <param name="plan">The scan.</param>
    /// <param name="areas">True ground area of its pixels.</param>
    /// <param name="mask">The mask, every tile of it appended. The sieved one is laid out at its path instead.</param>
    /// <param name="preview">Takes the sieved classes.</param>
    /// <param name="cancellation">Looked at between bands of rows.</param>
    public static SmallPatches Run(ScanPlan plan, PixelAreas areas, CogWriter mask, Preview preview, CancellationToken cancellation)
    {
        MinimumMappingUnit unit = plan.Scan.MinimumMappingUnit!;
        var patches = new PatchFinder(plan.Grid.Width, unit.Connectivity);
        byte[] classes = new byte[(long)plan.Grid.Width * Math.Min(BandHeight, plan.Grid.Height)];
        long[] rowAreas = new long[plan.Grid.Width];
        using var reader = new CogReader(mask);
        foreach (Window band in Bands(plan.Grid))
        {
            cancellation.ThrowIfCancellationRequested();
            Span<byte> part = classes.AsSpan(0, (int)band.PixelCount);
            reader.Read(band, part);
            for (int row = 0; row < band.Height; row++)
            {
                areas.Row(band.Row + row, 0, rowAreas);
                patches.AddRow(part.Slice(row * band.Width, band.Width), rowAreas);
            }
        }

        patches.Complete(unit.SmallestArea(areas.StepsPerSquareCentimetre));
        var removed = new RegionTally();
        using var region = new RegionReader(plan);
        using CogWriter sieved = ChangeMaskFile.CreateSieved(mask.Path, plan.Grid);
        var encoder = new CogEncoder(sieved);
        byte[] before = new byte[plan.Grid.Width], marks = new byte[plan.Grid.Width];
        foreach (Window band in Bands(plan.Grid))
        {
            cancellation.ThrowIfCancellationRequested();
            Span<byte> part = classes.AsSpan(0, (int)band.PixelCount);
            reader.Read(band, part);
            region.Read(band);
            for (int row = 0; row < band.Height; row++)
            {
                Span<byte> line = part.Slice(row * band.Width, band.Width);
                line.CopyTo(before);
                if (patches.SieveRow(band.Row + row, line) > 0)
                {
                    Mark(before, line, marks);
                    areas.Row(band.Row + row, 0, rowAreas);
                    region.Tally(row, marks, rowAreas, removed);
                }
            }

            encoder.Append(band, part);
            preview.TakeClasses(band, part);
        }

        sieved.Complete();

        return Sum(plan, patches, removed, areas);
    }

    // The class that a rewritten pixel had; 0 for all others.
    private static void Mark(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, Span<byte> marks)
    {
        for (int i = 0; i < marks.Length; i++)
        {
            marks[i] = before[i] == after[i] ? (byte)0 : before[i];
        }
    }

    private static SmallPatches Sum(ScanPlan plan, PatchFinder patches, RegionTally removed, PixelAreas areas)
    {
        var zones = new Dictionary<int, (Extent Gained, Extent Lost)>();
        for (int zone = 0; zone < (plan.Zones?.Ids.Count ?? 0); zone++)
        {
            if (removed.Zone(zone) is { } tally)
            {
                zones[zone] = (Of(tally, ChangeClass.Gained), Of(tally, ChangeClass.Lost));
            }
        }

        return new(patches.Tally(ChangeClass.Gained), patches.Tally(ChangeClass.Lost), Of(removed.Inside, ChangeClass.Gained), Of(removed.Inside, ChangeClass.Lost)) { Zones = zones };

        Extent Of(ShareTally tally, ChangeClass value) =>
            tally.Sums.Where(s => s.Cell == (int)value).Select(s => new Extent(s.Pixels, areas.SumOfShares(s.Parts))).FirstOrDefault();
    }

    private static IEnumerable<Window> Bands(Grid grid)
    {
        for (int row = 0; row < grid.Height; row += BandHeight)
        {
            yield return new Window(0, row, grid.Width, Math.Min(BandHeight, grid.Height - row));
        }
    }
}
