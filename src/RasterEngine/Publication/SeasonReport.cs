using System.Globalization;
using RasterEngine.Areas;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scans;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>Puts a season's result into the form of report.json.</summary>
public static class SeasonReport
{
    public static SeasonReportDocument Of(SeasonResult result, string scanId, string folder)
    {
        ArgumentNullException.ThrowIfNull(result);
        SeasonPlan plan = result.Plan;
        (SeasonScan scan, Grid grid, SeasonRule rule) = (plan.Scan, plan.Grid, plan.Scan.Rule);
        SeasonFindings season = result.Seasons[^1];
        IReadOnlyList<WarningEntry> warnings = SeasonWarnings.Of(result);
        (Extent observed, Extent notSeen) = Seen(result);
        decimal all = observed.Hectares + notSeen.Hectares;
        long masked = result.Seasons.Max(s => s.Tally.Masked.Pixels), saturated = result.Seasons.Max(s => s.Tally.Saturated.Pixels);
        return new SeasonReportDocument
        {
            ScanId = scanId,
            Name = scan.Name,
            Review = warnings.Any(w => SeasonWarnings.ReviewCodes.Contains(w.Code)),
            Evidence = SeasonWords.Evidence(scan),
            AreaKind = "mapped",
            Compare = SeasonWords.Compare(plan),
            Engine = new(Report.EngineName, Report.EngineVersion),
            Target = scan.Target is { } t ? new(t.Name, t.Definition, t.SeasonStart is { } start ? [Day(start), Day(t.SeasonEnd!.Value)] : null) : null,
            Index = scan.Index.Name,
            State = new(
                "season", rule.PeakAt, rule.BareAt, rule.Amplitude, rule.MinClear, rule.MaxGapDays, rule.RobustLow, rule.LossWithinDays, scan.RipeFrom is { } ripe ? Day(ripe) : null, rule.VegetatedAt),
            Grid = new(
                grid.CrsText,
                grid.Width,
                grid.Height,
                [grid.GeoTransform.PixelWidth, -grid.GeoTransform.PixelHeight],
                [grid.GeoTransform.OriginX, grid.GeoTransform.OriginY],
                grid.NominalPixelHectares),
            Observed = Entry(observed),
            ObservedShare = all == 0m ? 0m : Math.Round(observed.Hectares / all, 6),
            NotSeen = new(notSeen.Pixels, notSeen.Hectares, masked, Math.Max(0, notSeen.Pixels - masked - saturated), saturated),
            Outside = new(result.OutsidePixels),
            Classes = Classes(plan, season.Tally, result.Change),
            Season = Season(result, season),
            Earlier = result.Seasons.Count > 1 ? Season(result, result.Seasons[0]) : null,
            Zones = [.. (plan.Zones?.Ids ?? []).Select((id, zone) => Zone(result, id, zone))],
            Land = scan.Land is { } land ? new(land.Band.Path, land.Keep, land.Origin, land.Year) : null,
            Method = SeasonWords.Method(result),
            Warnings = warnings,
            Inputs = [.. result.Inputs.Select(i => new InputEntry(i.Path, i.Bytes, i.Xxh128))],
            Outputs = new(File(SeasonPipeline.MaskName), File(SeasonPipeline.LayersName)),
        };

        FileEntry File(string name) => Report.Raster(Path.Combine(folder, name));
    }

    // One season: with a clear observation. Two: with one in each, which is what the classes of both against each other know.
    private static (Extent Observed, Extent NotSeen) Seen(SeasonResult result)
    {
        SeasonTally tally = result.Seasons[^1].Tally;
        if (result.Seasons.Count == 1)
        {
            return (tally.Observed, tally.NotSeen);
        }

        Extent observed = default;
        foreach (ChangeClass value in ChangeClasses.OfSeasons)
        {
            observed += result.Change[value];
        }

        return (observed, result.Change[ChangeClass.NotSeen]);
    }

    private static IReadOnlyList<ClassEntry> Classes(SeasonPlan plan, SeasonTally tally, ClassExtents change) => plan.Seasons.Count > 1
        ? [.. ChangeClasses.OfSeasons.Select(c => Class(c, change[c]))]
        : [Class(ChangeClass.Cropped, tally.Cropped), Class(ChangeClass.Other, tally.Other), Class(ChangeClass.Undetermined, tally.Undetermined)];

    private static ClassEntry Class(ChangeClass value, Extent extent) => new((int)value, value.Name(), extent.Pixels, extent.Hectares);

    private static SeasonEntry Season(SeasonResult result, SeasonFindings season) => new(
        Day(season.Dates.Start),
        Day(season.Dates.End),
        [.. season.Dates.LeftOut.Select(Day)],
        Figures(result.Plan.Scan, season.Tally),
        season.OffLand is { } off ? OffLand(result.Plan.Scan, off) : null,
        new(Median(season, SeasonEvent.Start), Median(season, SeasonEvent.Peak), Median(season, SeasonEvent.End), Median(season, SeasonEvent.Bare)),
        Calendar(result, season),
        Series(season.Dates, season.Series));

    private static SeasonFiguresEntry Figures(SeasonScan scan, SeasonTally tally) => new(
        Entry(tally.Cropped),
        Entry(tally.Other),
        Entry(tally.Undetermined),
        tally.CycleHectares,
        [.. Enumerable.Range(1, SeasonCell.MostCycles).Select(n => (Cycles: n, Extent: tally.OfCycles(n))).Where(c => c.Extent.Pixels > 0).Select(c => new CyclesEntry(c.Cycles, c.Extent.Pixels, c.Extent.Hectares))],
        Entry(tally.Lost),
        Entry(tally.Regrown),
        Entry(tally.Net),
        scan.Rule.VegetatedAt is null ? null : Entry(tally.Vegetated));

    private static OffLandEntry OffLand(SeasonScan scan, SeasonTally tally) =>
        new(Entry(tally.Cropped), Entry(tally.Undetermined), scan.Rule.VegetatedAt is null ? null : Entry(tally.Vegetated));

    private static string? Median(SeasonFindings season, SeasonEvent what) => season.Calendar.Median(what) is { } number ? Day(season.Dates.DayOf(number)) : null;

    // Half-months from the one of the first event to that of the last.
    private static IReadOnlyList<CalendarEntry> Calendar(SeasonResult result, SeasonFindings season)
    {
        var rows = new SortedDictionary<DateOnly, decimal[]>();
        foreach (SeasonEvent what in Enum.GetValues<SeasonEvent>())
        {
            foreach ((int number, Area area) in season.Calendar.Days(what, result.Areas))
            {
                DateOnly day = season.Dates.DayOf(number), from = new(day.Year, day.Month, day.Day > 15 ? 16 : 1);
                if (!rows.TryGetValue(from, out decimal[]? row))
                {
                    rows[from] = row = new decimal[5];
                }

                row[(int)what] += area.Hectares;
            }
        }

        return [.. rows.Select(r => new CalendarEntry(Day(r.Key), r.Value[0], r.Value[1], r.Value[2], r.Value[3], r.Value[4]))];
    }

    private static IReadOnlyList<SeriesEntry> Series(SeasonDates dates, IndexSeries? series) => series is null ? [] :
        [.. dates.Days.Select((day, k) => new SeriesEntry(Day(day), series.ClearShare(k), series.Quantile(k, 0.25), series.Quantile(k, 0.5), series.Quantile(k, 0.75)))];

    private static SeasonZoneEntry Zone(SeasonResult result, string id, int zone)
    {
        SeasonFindings season = result.Seasons[^1], earlier = result.Seasons[0];
        bool isPair = result.Seasons.Count > 1;
        SeasonTally? own = season.Zones.GetValueOrDefault(zone), before = earlier.Zones.GetValueOrDefault(zone), off = season.ZonesOffLand.GetValueOrDefault(zone);
        decimal? ground = own is null && off is null ? null : (own?.All.Hectares ?? 0m) + (off?.All.Hectares ?? 0m);
        bool isSeen = own is { Observed.Pixels: > 0 } && before is { Observed.Pixels: > 0 };
        return new SeasonZoneEntry(
            id,
            ground,
            own is null ? null : Entry(own.Observed),
            own is null || own.All.Hectares == 0m ? null : Math.Round(own.Observed.Hectares / own.All.Hectares, 6),
            isSeen ? Classes(result.Plan, own!, result.ZoneChanges.GetValueOrDefault(zone) ?? result.Change) : null,
            own is { Observed.Pixels: > 0 } ? Figures(result.Plan.Scan, own) : null,
            isPair && before is { Observed.Pixels: > 0 } ? Figures(result.Plan.Scan, before) : null,
            off is null ? null : OffLand(result.Plan.Scan, off),
            season.ZoneSeries.TryGetValue(zone, out IndexSeries? series) ? Series(season.Dates, series) : null,
            isPair && earlier.ZoneSeries.TryGetValue(zone, out IndexSeries? earlierSeries) ? Series(earlier.Dates, earlierSeries) : null);
    }

    private static ExtentEntry Entry(Extent extent) => new(extent.Pixels, extent.Hectares);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
