using System.Globalization;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>
/// A scale or offset that cannot be right makes every index near 0 and every hectare false. Stated ones are therefore held against the ground:
/// the median reflectance of the sampled pixels must lie in −0.5..1.5 (algorithms.md §1).
/// </summary>
internal static class PlausibleReflectance
{
    private const double Lowest = -0.5, Highest = 1.5;

    /// <exception cref="ScanException">A band's median lies outside.</exception>
    public static void Check(ScanPlan plan, Preview preview)
    {
        (string first, string second) = (plan.Scan.Index.FirstRole, plan.Scan.Index.SecondRole);
        Check(plan.Before.Bands[first], preview.Stored[0]);
        Check(plan.Before.Bands[second], preview.Stored[1]);
        Check(plan.After.Bands[first], preview.Stored[2]);
        Check(plan.After.Bands[second], preview.Stored[3]);
    }

    private static void Check(Band band, float[] stored)
    {
        float[] observed = !band.HasScale ? [] : [.. stored.Where(v => float.IsFinite(v) && v != band.Form.NoData && v != band.Form.Saturated)];
        if (observed.Length == 0)
        {
            return;
        }

        Array.Sort(observed);
        double median = (observed[observed.Length / 2] * (double)band.Form.Scale) + (double)band.Form.Offset;
        if (median is < Lowest or > Highest)
        {
            throw new ScanException(
                "scale-unusable",
                string.Create(CultureInfo.InvariantCulture, $"{band.Source.Path}: band {band.Source.Number} ({band.Role}) has a median reflectance of {median:0.###} with scale {band.Form.Scale} and offset {band.Form.Offset}, so its scale or offset cannot be right; expected {Lowest} to {Highest}."));
        }
    }
}
