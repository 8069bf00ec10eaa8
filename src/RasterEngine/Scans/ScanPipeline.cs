using System.Numerics;
using RasterEngine.Areas;
using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>
/// START READING HERE. Two dates become a mask and its sums: plan → areas → (T derived from the data) → every tile read, compared, counted
/// and encoded → (patches too small taken out) → mask laid out and verified.
/// </summary>
public static class ScanPipeline
{
    public const string MaskName = "mask.tif";

    /// <summary>Environment variable: pixels of one file of a result at most, for tests; more are cut into parts.</summary>
    public const string FilePixelsSetting = CogParts.Setting;

    /// <param name="plan">The question held against its files.</param>
    /// <param name="inputs">Those files, hashed.</param>
    /// <param name="folder">An empty folder of ours; the mask is written there.</param>
    /// <param name="workers">Threads, 1 or more. Any number gives the same bytes.</param>
    /// <param name="times">Where the time goes.</param>
    /// <param name="progress">Told after every tile, on the calling thread.</param>
    /// <param name="cancellation">Looked at between tiles.</param>
    /// <param name="parts">What <see cref="RunShard"/> left of every shard, in their order: then nothing is compared again. Null compares it all here.</param>
    /// <exception cref="ScanException">A tile cannot be read, an input changed meanwhile, or nothing was observed in common.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ScanResult Run(
        ScanPlan plan, IReadOnlyList<InputFile> inputs, string folder, int workers, StageTimes times, Action<ScanProgress> progress, CancellationToken cancellation, IReadOnlyList<string>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Stored switch
        {
            PixelType.Byte => Run<byte>(plan, inputs, folder, workers, times, progress, parts, cancellation),
            PixelType.UInt16 => Run<ushort>(plan, inputs, folder, workers, times, progress, parts, cancellation),
            PixelType.Int16 => Run<short>(plan, inputs, folder, workers, times, progress, parts, cancellation),
            PixelType.Float32 => Run<float>(plan, inputs, folder, workers, times, progress, parts, cancellation),
            _ => Run<double>(plan, inputs, folder, workers, times, progress, parts, cancellation),
        };
    }

    /// <summary>Compares some rows of a scan's tiles and leaves what they come to for <see cref="Run"/>.</summary>
    /// <param name="plan">The question held against its files; without a threshold that is to be derived.</param>
    /// <param name="inputs">Those files, hashed.</param>
    /// <param name="rows">Which.</param>
    /// <param name="part">The file to write, in an empty folder of ours.</param>
    /// <param name="workers">Threads, 1 or more.</param>
    /// <param name="progress">Told after every tile, on the calling thread.</param>
    /// <param name="cancellation">Looked at between tiles.</param>
    /// <exception cref="ScanException">A tile cannot be read, or an input changed meanwhile.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void RunShard(
        ScanPlan plan, IReadOnlyList<InputFile> inputs, TileRows rows, string part, int workers, Action<ScanProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Action run = plan.Stored switch
        {
            PixelType.Byte => () => RunShard<byte>(plan, inputs, rows, part, workers, progress, cancellation),
            PixelType.UInt16 => () => RunShard<ushort>(plan, inputs, rows, part, workers, progress, cancellation),
            PixelType.Int16 => () => RunShard<short>(plan, inputs, rows, part, workers, progress, cancellation),
            PixelType.Float32 => () => RunShard<float>(plan, inputs, rows, part, workers, progress, cancellation),
            _ => () => RunShard<double>(plan, inputs, rows, part, workers, progress, cancellation),
        };
        run();
    }

    private static void RunShard<TStored>(
        ScanPlan plan, IReadOnlyList<InputFile> inputs, TileRows rows, string part, int workers, Action<ScanProgress> progress, CancellationToken cancellation)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        string folder = Path.GetDirectoryName(part)!;
        using CogWriter mask = ChangeMaskFile.Create(Path.Combine(folder, MaskName), plan.Grid);
        using CompositeLayers? layers = CompositeLayers.Make(plan, folder);
        var shared = new SharedScan<TStored>(plan, MeasurePixels(plan), new Preview(plan.Grid, plan.Stored), mask) { Layers = layers };
        Compare(shared, rows, workers, progress, cancellation);
        CheckUnchanged(inputs);
        ScanPart.Write(part, shared, rows);
    }

    private static ScanResult Run<TStored>(
        ScanPlan plan, IReadOnlyList<InputFile> inputs, string folder, int workers, StageTimes times, Action<ScanProgress> progress, IReadOnlyList<string>? parts, CancellationToken cancellation)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        PixelAreas areas = times.Time("areas", () => MeasurePixels(plan));
        DerivedThreshold? threshold = null;
        if (plan.Scan.ThresholdMethod is { } method)
        {
            progress(new ScanProgress("deriving the threshold", 0, plan.Grid.Bounds.PixelCount));
            threshold = times.Time("threshold", () => ThresholdScan.Run<TStored>(plan, method, workers, cancellation));
            plan = plan with { Scan = plan.Scan with { Rule = plan.Scan.Rule with { VegetatedAt = threshold.VegetatedAt } } };
        }

        string maskPath = Path.Combine(folder, MaskName);
        using CogWriter mask = ChangeMaskFile.Create(maskPath, plan.Grid);
        using CompositeLayers? layers = CompositeLayers.Make(plan, folder);
        var shared = new SharedScan<TStored>(plan, areas, new Preview(plan.Grid, plan.Stored), mask) { Layers = layers };
        long earlierReadTicks = plan.Reads.ReadTicks, total = plan.Grid.Bounds.PixelCount;
        if (parts is null)
        {
            Compare(shared, new TileRows(0, plan.Tiles.Rows), workers, progress, cancellation);
        }
        else
        {
            times.Time("parts", () => Join(shared, parts));
        }

        shared.AddTimes(times, plan.Reads.ReadTicks - earlierReadTicks);
        if (shared.Tally.Observed.Pixels == 0)
        {
            throw NothingObserved(plan, shared.Tally);
        }

        PlausibleReflectance.Check(plan, shared.Preview);
        SmallPatches? small = null;
        if (plan.Scan.MinimumMappingUnit is not null)
        {
            progress(new ScanProgress("taking out small patches", total, total));
            small = times.Time("sieve", () => PatchSieve.Run(plan, areas, mask, shared.Preview, cancellation));
        }
        else
        {
            progress(new ScanProgress("laying out the mask", total, total));
            times.Time("mask", mask.Complete);
        }

        if (layers is not null)
        {
            times.Time("layers", layers.File.Complete);
        }

        CheckUnchanged(inputs);
        PairTally tally = shared.Tally;
        return new ScanResult(
            plan, inputs, small is null ? tally : tally.Without(small.Gained, small.Lost), shared.Moved, shared.Preview, maskPath, times, Math.Min(workers, plan.Tiles.Count))
        {
            Zones = [.. Enumerable.Range(0, plan.Zones?.Ids.Count ?? 0).Select(zone => Zone(plan, zone, shared.Region, areas, small))],
            OffLand = plan.Scan.Land is null ? null : new PairTally(shared.Region.OffLand, areas),
            OutsidePixels = shared.Region.OutsidePixels,
            Threshold = threshold,
            SmallPatches = small,
            Joint = shared.Joint,
            OffsetDoubt = OffsetDoubt.Of(plan, tally),
        };
    }

    private static void Compare<TStored>(SharedScan<TStored> shared, TileRows rows, int workers, Action<ScanProgress> progress, CancellationToken cancellation)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        long done = 0, total = shared.Plan.Tiles.Window(rows).PixelCount;
        TileWorkers.Run(
            shared.Plan.Tiles,
            rows,
            workers,
            open: () => new TileScan<TStored>(shared),
            work: (worker, tile) => worker.Answer(tile),
            take: tile => progress(new ScanProgress("comparing", done += tile.Window.PixelCount, total)),
            cancellation);
    }

    private static void Join<TStored>(SharedScan<TStored> shared, IReadOnlyList<string> parts)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        int row = 0;
        foreach (string part in parts)
        {
            row = ScanPart.Add(part, shared, row).End;
        }

        if (row != shared.Plan.Tiles.Rows)
        {
            throw new IOException($"the parts of the scan end at row {row} of {shared.Plan.Tiles.Rows} rows of tiles");
        }
    }

    private static void CheckUnchanged(IReadOnlyList<InputFile> inputs)
    {
        foreach (InputFile input in inputs)
        {
            input.CheckUnchanged();
        }
    }

    private static ZoneResult Zone(ScanPlan plan, int zone, RegionTally region, PixelAreas areas, SmallPatches? small)
    {
        PairTally? tally = region.Zone(zone) is { } own ? new PairTally(own, areas) : null;
        PairTally? offLand = region.ZoneOffLand(zone) is { } other ? new PairTally(other, areas) : null;
        (Extent gained, Extent lost) = small?.Zones.GetValueOrDefault(zone) ?? default;
        return new ZoneResult(
            plan.Zones!.Ids[zone],
            tally is null && offLand is null ? null : (tally?.All ?? default) + (offLand?.All ?? default),
            small is null ? tally : tally?.Without(gained, lost));
    }

    private static PixelAreas MeasurePixels(ScanPlan plan)
    {
        try
        {
            return new PixelAreas(plan.Grid);
        }
        catch (GdalException e)
        {
            throw new ScanException("no-place", $"{plan.Before.Files[0].Path}: some of its pixels lie where its coordinate reference system has no place on the Earth ({SceneFile.Words(e)}).", e);
        }
    }

    private static ScanException NothingObserved(ScanPlan plan, PairTally tally) => new(
        "nothing-observed",
        $"{plan.Before.Files[0].Path} and {plan.After.Files[0].Path}: no pixel was observed on both dates (of {tally.NotSeen.Pixels} pixels {tally.ObservedBeforeAlone.Pixels} were observed before and {tally.ObservedAfterAlone.Pixels} after); expected some ground that both saw.");
}
