using System.Globalization;
using RasterEngine.Areas;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Publication;

/// <summary>
/// What people read about a result, decided by its evidence (contract.md §4). A threshold earns “vegetated” and nothing more: no sentence here
/// may say that land is cultivated, name hectares without what they are a part of, or put ± on a pixel count.
/// </summary>
public static class ReportWords
{
    /// <summary>The evidence of two dates and a threshold: more than “vegetated” only where the question says what land it is about.</summary>
    public static string Evidence(Scan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return scan.IsOnCropland ? "vegetated-on-cropland" : "vegetated";
    }

    /// <summary>What is counted, for headings.</summary>
    public static string Subject(Scan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return scan.IsOnCropland ? "green cropland" : "vegetated land";
    }

    /// <summary>What the hectares include besides what the reader may think of.</summary>
    public static string Includes(Scan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return scan.Land is { } land ? $"only land of {land.Origin ?? land.Band.Path}{(land.Keep is { } keep ? $", class {string.Join(", ", keep)}" : "")}{(land.Year is { } year ? $", {year}" : "")}"
            : scan.IsOnCropland ? $"only the parcels of {scan.Zones!.Path}"
            : "forest, meadow and garden included: no land mask was given";
    }

    /// <summary>As documents write it.</summary>
    public static string MethodName(ThresholdMethod method) => method == ThresholdMethod.Otsu ? "otsu" : "kittler-illingworth";

    /// <summary>1,424.6 ha: a decimal to 0.1 ha, two below 100 ha, four below 1 ha.</summary>
    public static string Hectares(decimal hectares)
    {
        string format = hectares >= 100m ? "#,##0.0" : hectares >= 1m ? "0.00" : hectares == 0m ? "0" : "0.####";
        return hectares.ToString(format, CultureInfo.InvariantCulture) + " ha";
    }

    public static string Share(decimal part, decimal whole) =>
        whole == 0m ? "–" : (100m * part / whole).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    public static string Pixels(long pixels) => pixels.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>The date as people read it, or which of the two it is.</summary>
    public static string DateWords(SceneSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Date is { } date ? date.ToWords() : source.Field == "before" ? "the earlier date" : "the later date";
    }

    /// <summary>The same within a sentence: on 17 Jun 2021, in 1985, on the later date.</summary>
    public static string OnDate(SceneSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return (source.Date is { Exact: null } ? "in " : "on ") + DateWords(source);
    }

    /// <summary>One date's sentence: hectares, threshold, date, share seen, and what the number includes.</summary>
    public static string Vegetated(ScanResult result, bool after)
    {
        ArgumentNullException.ThrowIfNull(result);
        Scan scan = result.Plan.Scan;
        Extent vegetated = after ? result.Tally.VegetatedAfter : result.Tally.VegetatedBefore;
        string when = OnDate(after ? scan.After : scan.Before);
        string rule = $"{scan.Index.Name} ≥ {scan.Rule.VegetatedAt.ToString(CultureInfo.InvariantCulture)}";
        string seen = $"{SeenShare(result)} of the area seen on both dates";
        return scan.IsOnCropland
            ? $"{Hectares(vegetated.Hectares)} of green cropland {when} ({rule}; {seen}); {Includes(scan)}"
            : $"{Hectares(vegetated.Hectares)} had {rule} {when} ({seen}); {Includes(scan)}";
    }

    /// <summary>What the classes are called between these two dates.</summary>
    public static string ClassWords(ChangeClass value, Comparison? comparison)
    {
        (string gained, string lost) = Comparisons.Words(comparison);
        return value switch
        {
            ChangeClass.Kept => "kept",
            ChangeClass.Gained => gained,
            ChangeClass.Lost => lost,
            ChangeClass.Other => "other",
            _ => "not seen",
        };
    }

    /// <summary>What a class is, in a sentence.</summary>
    public static string ClassMeaning(ChangeClass value, ChangeRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        string t = rule.VegetatedAt.ToString(CultureInfo.InvariantCulture), d = rule.ChangeOf.ToString(CultureInfo.InvariantCulture);
        return value switch
        {
            ChangeClass.Kept => "vegetated before and not lost",
            ChangeClass.Gained => $"below {t} before, {t} or more after, up by {d} or more",
            ChangeClass.Lost => $"{t} or more before, below {t} after, down by {d} or more",
            ChangeClass.Other => "not vegetated before and not gained",
            _ => "not observed on both dates",
        };
    }

    /// <summary>Ground seen on both dates ÷ ground of the grid.</summary>
    public static decimal ObservedShare(PairTally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        decimal observed = tally.Observed.Hectares, all = observed + tally.NotSeen.Hectares;
        return all == 0m ? 0m : Math.Round(observed / all, 6);
    }

    /// <summary>after = before + up + upSmall − down − downSmall, with the numbers in: the books balance.</summary>
    public static string Identity(ReportDocument report)
    {
        ArgumentNullException.ThrowIfNull(report);
        TransitionsEntry t = report.Transitions;
        return $"after {Pixels(report.After.Vegetated.Pixels)} = before {Pixels(report.Before.Vegetated.Pixels)} + up {Pixels(t.Up.Pixels)} + upSmall {Pixels(t.UpSmall.Pixels)} "
            + $"− down {Pixels(t.Down.Pixels)} − downSmall {Pixels(t.DownSmall.Pixels)} pixels";
    }

    private static string SeenShare(ScanResult result) => Share(ObservedShare(result.Tally), 1m);

    /// <summary>How the numbers came about, in one paragraph.</summary>
    public static string Method(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        ScanPlan plan = result.Plan;
        ChangeRule rule = plan.Scan.Rule;
        string t = rule.VegetatedAt.ToString(CultureInfo.InvariantCulture), d = rule.ChangeOf.ToString(CultureInfo.InvariantCulture);
        return $"{plan.Scan.Index.Name} = {plan.Scan.Index.Formula} ({plan.Scan.Index.Source}) of both dates on one grid of {plan.Grid.Width} × {plan.Grid.Height} pixels in {plan.Grid.SpatialReference}. "
            + $"{Numbers("Before", plan, plan.Before)} {Numbers("After", plan, plan.After)} {Alignment(plan)}{Region(plan)}"
            + $"A pixel is observed on a date when both bands hold a usable number (not nodata, not masked, not saturated, reflectance not negative) and is vegetated when its index is at least {t}{Derived(result)}; "
            + $"it counts as gained or lost when it crosses {t} and moves by at least {d}. Thresholds are compared exactly, as decimals. {Patches(result)}"
            + $"Hectares are true ground area on the ellipsoid of the coordinate reference system, so they differ slightly from pixels × nominal pixel size; “mapped” means counted from pixels: a map's errors are in it, and no interval can be given without a reference sample.";
    }

    private static string Alignment(ScanPlan plan) => !plan.IsResampled ? ""
        : $"The dates do not share a lattice: numbers come to the grid by {(plan.Scan.Grid!.Resampling == Tiling.Resampling.Nearest ? "the nearest pixel" : plan.Scan.Grid.Resampling == Tiling.Resampling.Bilinear ? "bilinear interpolation" : "cubic convolution")}, and whether a cell was observed always by the nearest pixel. ";

    private static string Region(ScanPlan plan)
    {
        string zones = plan.Scan.Zones is not { } z ? ""
            : $"Zones are the {plan.Zones!.Ids.Count} polygons of {z.Path}, {(z.Coverage == Tiling.ZoneCoverageKind.Exact ? "a pixel counting by the share a polygon covers" : "a pixel counting whole when its centre is inside")}; the totals are their union. ";
        string land = plan.Scan.Land is null ? "" : $"Counted is {Includes(plan.Scan)}; what is green elsewhere is told apart. ";
        return zones + land;
    }

    private static string Derived(ScanResult result) => result.Threshold is not { } t ? "" : string.Create(
        CultureInfo.InvariantCulture, $", which {(t.Method == ThresholdMethod.Otsu ? "Otsu's method" : "the method of Kittler and Illingworth")} derived from {t.Pixels} index values of both dates (Ashman's D {t.AshmanD:0.00})");

    private static string Patches(ScanResult result) => result.SmallPatches is not { } small || result.Plan.Scan.MinimumMappingUnit is not { } unit ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"Patches of gain or loss under {unit.Hectares} ha ({(int)unit.Connectivity}-connected) count as unchanged: {small.GainedPatches.RemovedPatches} of gain with {Hectares(small.Gained.Hectares)} and {small.LostPatches.RemovedPatches} of loss with {Hectares(small.Lost.Hectares)}. ");

    private static string Numbers(string which, ScanPlan plan, Scene scene)
    {
        IEnumerable<string> bands = ScanPlan.IndexBands(plan.Scan, scene).Select(band =>
        {
            BandForm form = band.Form;
            string scale = form is { Scale: 1m, Offset: 0m } ? "stored numbers" : $"stored × {form.Scale.ToString(CultureInfo.InvariantCulture)} {(form.Offset < 0 ? "−" : "+")} {Math.Abs(form.Offset).ToString(CultureInfo.InvariantCulture)}";
            string noData = form.NoData is { } v ? $"nodata {v.ToString(CultureInfo.InvariantCulture)}" : "no nodata";
            return $"{band.Role} is band {band.Source.Number} of {band.Source.Path} ({band.PixelType}, {scale}, {noData})";
        });
        string composite = scene.Parts.Count == 0 ? "" : $" ({scene.Source.Composite!.Value.ToString().ToLowerInvariant()} of {scene.Parts.Count} acquisitions)";
        string reason = scene.Acquisitions[0].Source.Metadata is { } metadata ? $", offset from {metadata.OffsetReason}" : "";
        string quality = scene.Acquisitions[0].Quality is { } q
            ? $", clouds by {QualityTables.Name(q.Kind)} in {q.Source.Path}{(q.Meaning.Grow > 0 ? $", widened by {q.Meaning.Grow} of its pixels" : "")}"
            : "";
        return $"{which}{composite}: {string.Join(", ", bands)}{reason}{quality}.";
    }
}
