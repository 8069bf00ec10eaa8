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
    /// <summary>The evidence of two dates and a threshold.</summary>
    public const string Evidence = "vegetated";

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
        return $"{Hectares(vegetated.Hectares)} had {scan.Index.Name} ≥ {scan.Rule.VegetatedAt.ToString(CultureInfo.InvariantCulture)} {when} "
            + $"({SeenShare(result)} of the area seen on both dates); forest, meadow and garden included: no land mask was given";
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
        return $"{plan.Scan.Index.Name} = {plan.Scan.Index.Formula} ({plan.Scan.Index.Source}) of both dates on one grid of {plan.Grid.Width} × {plan.Grid.Height} pixels in {plan.Grid.SpatialReference.Code ?? plan.Grid.SpatialReference.Name}. "
            + $"{Numbers("Before", plan.Before, plan.Scan.Index)} {Numbers("After", plan.After, plan.Scan.Index)} "
            + $"A pixel is observed on a date when both bands hold a usable number (not nodata, not masked, not saturated, reflectance not negative) and is vegetated when its index is at least {t}; "
            + $"it counts as gained or lost when it crosses {t} and moves by at least {d}. Thresholds are compared exactly, as decimals. "
            + $"Hectares are true ground area on the ellipsoid of the coordinate reference system, so they differ slightly from pixels × nominal pixel size; “mapped” means counted from pixels: a map's errors are in it, and no interval can be given without a reference sample.";
    }

    private static string Numbers(string which, Scene scene, SpectralIndex index)
    {
        IEnumerable<string> bands = ((string[])[index.FirstRole, index.SecondRole]).Select(role =>
        {
            Band band = scene.Bands[role];
            BandForm form = band.Form;
            string scale = form is { Scale: 1m, Offset: 0m } ? "stored numbers" : $"stored × {form.Scale.ToString(CultureInfo.InvariantCulture)} {(form.Offset < 0 ? "−" : "+")} {Math.Abs(form.Offset).ToString(CultureInfo.InvariantCulture)}";
            string noData = form.NoData is { } v ? $"nodata {v.ToString(CultureInfo.InvariantCulture)}" : "no nodata";
            return $"{role} is band {band.Source.Number} of {band.Source.Path} ({band.PixelType}, {scale}, {noData})";
        });
        return $"{which}: {string.Join(", ", bands)}.";
    }
}
