using System.Globalization;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>
/// A scale or offset that cannot be right makes every index near 0 and every hectare false. Stated ones are therefore held against the ground:
/// the median reflectance of the sampled pixels must lie in −0.5..1.5 (algorithms.md §1), the median of an index raster in −1.25..1.25.
/// </summary>
internal static class PlausibleReflectance
{
    private const int MostSamples = 1 << 16;

    /// <exception cref="ScanException">A band's median lies outside.</exception>
    public static void Check(ScanPlan plan, Preview preview)
    {
        Check(plan, plan.Before, preview.Stored[0], preview.Stored[1]);
        Check(plan, plan.After, preview.Stored[2], preview.Stored[3]);
    }

    private static void Check(ScanPlan plan, Scene scene, SampledBand first, SampledBand second)
    {
        (string firstRole, string secondRole) = ScanPlan.Roles(plan.Scan, scene);
        Check(scene.Bands[firstRole], first);
        Check(scene.Bands[secondRole], second);
    }

    // Some tens of thousands of pixels tell a median as well as a million.
    private static float[] Observed(Band band, SampledBand stored) =>
        SampledBand.Sorted(1 + (stored.Length / MostSamples), value => float.IsFinite(value) && value != band.Form.NoData && value != band.Form.Saturated, stored);

    private static void Check(Band band, SampledBand stored)
    {
        float[] observed = !band.HasScale ? [] : Observed(band, stored);
        Check(band.Source.Path, band.Source.Number, band.Role, band.Form.Scale, band.Form.Offset, observed);
    }

    /// <summary>Holds a scale and offset against stored numbers that were observed, in ascending order; none say nothing.</summary>
    /// <exception cref="ScanException">The median is no reflectance, or no index.</exception>
    public static void Check(string path, int number, string role, decimal scale, decimal offset, float[] sorted)
    {
        if (sorted.Length == 0)
        {
            return;
        }

        (double lowest, double highest, string what) = role == BandRoles.Index ? (-1.25, 1.25, "index") : (-0.5, 1.5, "reflectance");
        double median = (sorted[sorted.Length / 2] * (double)scale) + (double)offset;
        if (median < lowest || median > highest)
        {
            throw new ScanException(
                "scale-unusable",
                string.Create(CultureInfo.InvariantCulture, $"{path}: band {number} ({role}) has a median {what} of {median:0.###} with scale {scale} and offset {offset}, so its scale or offset cannot be right; expected {lowest} to {highest}."));
        }
    }
}
