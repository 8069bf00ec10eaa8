using System.Globalization;
using System.Numerics;
using RasterEngine.Areas;
using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>
/// Many dates become a mask, layers and sums: plan → areas → every tile read through all dates, followed, counted and encoded → rasters laid out and
/// verified. Tiles shrink as dates grow in number, so memory stays.
/// </summary>
public static class SeasonPipeline
{
    public const string MaskName = "mask.tif", LayersName = "season.tif";

    /// <summary>Two of <see cref="Layers"/>, from 0.</summary>
    internal const int StartLayer = 1, EndLayer = 3;

    /// <summary>Bands of <see cref="LayersName"/>; days are counted from 1 January of the season's first year and on past its end.</summary>
    public static IReadOnlyList<string> Layers { get; } = ["clear observations", "start of season, day", "largest index, day", "end of season, day", "bare again, day", "loss, day"];

    /// <inheritdoc cref="ScanPipeline.Run"/>
    public static SeasonResult Run(
        SeasonPlan plan, IReadOnlyList<InputFile> inputs, string folder, int workers, StageTimes times, Action<ScanProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Stored switch
        {
            PixelType.Byte => Run<byte>(plan, inputs, folder, workers, times, progress, cancellation),
            PixelType.UInt16 => Run<ushort>(plan, inputs, folder, workers, times, progress, cancellation),
            PixelType.Int16 => Run<short>(plan, inputs, folder, workers, times, progress, cancellation),
            PixelType.Float32 => Run<float>(plan, inputs, folder, workers, times, progress, cancellation),
            _ => Run<double>(plan, inputs, folder, workers, times, progress, cancellation),
        };
    }

    private static SeasonResult Run<TStored>(
        SeasonPlan plan, IReadOnlyList<InputFile> inputs, string folder, int workers, StageTimes times, Action<ScanProgress> progress, CancellationToken cancellation)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        CheckDigits<TStored>(plan);
        PixelAreas areas = times.Time("areas", () => MeasurePixels(plan));
        using CogWriter mask = Mask(plan, Path.Combine(folder, MaskName));
        using var layers = new CogWriter(Path.Combine(folder, LayersName), plan.Grid, [.. Layers.Select(l => new CogBand(l, null, new Dictionary<string, string>()))], PixelType.UInt16);
        var shared = new SeasonShared(plan, areas, mask, layers);
        long done = 0, total = plan.Grid.Bounds.PixelCount;
        TileWorkers.Run(
            plan.Tiles,
            workers,
            open: () => new SeasonTileScan<TStored>(shared),
            work: (worker, tile) => worker.Answer(tile),
            take: tile => progress(new ScanProgress("following", done += tile.Window.PixelCount, total)),
            cancellation);

        shared.AddTimes(times);
        shared.CheckPlausible();
        SeasonFindings[] findings = [.. plan.Seasons.Select((season, i) => Findings(plan, season, shared.Sums[i], areas))];
        CheckSeen(plan, findings);
        progress(new ScanProgress("laying out the rasters", total, total));
        times.Time("mask", mask.Complete);
        times.Time("layers", layers.Complete);
        foreach (InputFile input in inputs)
        {
            input.CheckUnchanged();
        }

        return new SeasonResult(plan, inputs, areas, findings, new ClassExtents(shared.Change.Inside, areas), shared.Preview, times, Math.Min(workers, plan.Tiles.Count))
        {
            ZoneChanges = Zones(plan).Where(z => shared.Change.Zone(z) is not null).ToDictionary(z => z, z => new ClassExtents(shared.Change.Zone(z), areas)),
            OutsidePixels = shared.Sums[^1].Region.OutsidePixels,
        };
    }

    private static CogWriter Mask(SeasonPlan plan, string path)
    {
        ChangeClass[] classes = [.. plan.Seasons.Count > 1 ? ChangeClasses.OfSeasons : ChangeClasses.OfSeason];
        var names = classes.ToDictionary(value => "CLASS_" + ((int)value).ToString(CultureInfo.InvariantCulture), value => value.Name());
        return new CogWriter(
            path, plan.Grid, [new(plan.Seasons.Count > 1 ? "change class" : "season class", ChangeClasses.SeasonColours, names), new("cycles", null, new Dictionary<string, string>())]);
    }

    private static SeasonFindings Findings(SeasonPlan plan, SeasonDates season, SeasonSums sums, PixelAreas areas) => new(
        season, new SeasonTally(sums.Region.Inside, areas), plan.Scan.Land is null ? null : new SeasonTally(sums.Region.OffLand, areas), sums.Calendar, sums.Series.GetValueOrDefault(-1))
    {
        Zones = Zones(plan).Where(z => sums.Region.Zone(z) is not null).ToDictionary(z => z, z => new SeasonTally(sums.Region.Zone(z)!, areas)),
        ZonesOffLand = Zones(plan).Where(z => sums.Region.ZoneOffLand(z) is not null).ToDictionary(z => z, z => new SeasonTally(sums.Region.ZoneOffLand(z)!, areas)),
        ZoneSeries = sums.Series.Where(s => s.Key >= 0).ToDictionary(),
    };

    private static IEnumerable<int> Zones(SeasonPlan plan) => Enumerable.Range(0, plan.Zones?.Ids.Count ?? 0);

    // Told before anything is read: the same limit would stop every worker.
    private static void CheckDigits<TStored>(SeasonPlan plan)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        try
        {
            foreach (SeasonDates season in plan.Seasons)
            {
                _ = new Kernels.SeasonKernel<TStored>(season.Form(plan.Scan));
            }
        }
        catch (NotSupportedException e)
        {
            throw new ScanException("scale-unusable", $"{plan.Scenes[0].Files[0].Path}: {e.Message}; expected a scale and an offset of fewer digits.", e);
        }
    }

    private static void CheckSeen(SeasonPlan plan, IReadOnlyList<SeasonFindings> findings)
    {
        foreach (SeasonFindings season in findings)
        {
            if (season.Tally.Observed.Pixels == 0)
            {
                throw new ScanException("nothing-observed", $"“{season.Dates.Season.Field}.scenes”: no pixel that is asked about was observed on any of {season.Dates.Days.Count} dates; expected some ground that was.");
            }

            if (season.Tally.Cropped.Pixels + season.Tally.Other.Pixels == 0)
            {
                throw new ScanException(
                    "nothing-determined", $"“{season.Dates.Season.Field}.scenes”: no pixel has the {plan.Scan.Rule.MinClear} clear dates (“minClear”) without a gap over {plan.Scan.Rule.MaxGapDays} days (“maxGapDays”) that the season rule needs, though {season.Dates.Days.Count} dates were read; expected more dates, or fewer clouds.");
            }
        }
    }

    private static PixelAreas MeasurePixels(SeasonPlan plan)
    {
        try
        {
            return new PixelAreas(plan.Grid);
        }
        catch (GdalException e)
        {
            throw new ScanException("no-place", $"{plan.Scenes[0].Files[0].Path}: some of its pixels lie where its coordinate reference system has no place on the Earth ({SceneFile.Words(e)}).", e);
        }
    }
}
