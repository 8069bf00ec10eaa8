using System.Globalization;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>
/// Sentinel-2's −1000 applied twice or not at all does not look wrong in an NDVI. Two tests on the ground see it (algorithms.md §1): blue
/// reflectance over clear vegetation and soil above 0.14 without an offset; more than a fifth of the pixels with negative reflectance with one.
/// </summary>
internal static class OffsetDoubt
{
    private const double LargestBlue = 0.14;
    private const decimal LargestNegativeShare = 0.2m;
    private const int SamplesPerSide = 300;
    private const long LargestQualityBand = 64L << 20;

    /// <summary>What is doubtful, in a sentence; null when nothing is.</summary>
    public static string? Of(ScanPlan plan, PairTally tally)
    {
        return Of(plan, plan.Before, tally.Before(Cell.NoIndex).Pixels, tally.ObservedBeforeAlone.Pixels)
            ?? Of(plan, plan.After, tally.After(Cell.NoIndex).Pixels, tally.ObservedAfterAlone.Pixels);
    }

    private static string? Of(ScanPlan plan, Scene scene, long negative, long observed)
    {
        string path = scene.Files[0].Path;
        if (ScanPlan.IndexBands(plan.Scan, scene).Any(b => b.Form.Offset < 0m))
        {
            decimal share = negative + observed == 0 ? 0m : (decimal)negative / (negative + observed);
            return share <= LargestNegativeShare ? null : string.Create(
                CultureInfo.InvariantCulture, $"{path}: {share * 100m:0.#} % of its pixels have negative reflectance with the offset that was applied; it may have been in the file already. Expected at most {LargestNegativeShare * 100m:0} %.");
        }

        double? blue = scene is { Quality: { Kind: QualityKind.Scl } quality } && scene.Bands.TryGetValue("blue", out Band? band) && !scene.Source.HoldsIndex
            ? MedianBlue(scene, band, quality, Scale(plan, scene))
            : null;
        return blue is not > LargestBlue ? null : string.Create(
            CultureInfo.InvariantCulture, $"{path}: clear vegetation and soil has a median blue reflectance of {blue:0.000} without an offset; an offset of −0.1 (Sentinel-2 from processing baseline 04.00 on) may be missing. Expected at most {LargestBlue}.");
    }

    // SCL says Sentinel-2, whose quantification is 10,000 where nothing else is stated.
    private static double Scale(ScanPlan plan, Scene scene)
    {
        Band red = ScanPlan.IndexBands(plan.Scan, scene)[0];
        return red.HasScale ? (double)red.Form.Scale : red.PixelType is PixelType.Float32 or PixelType.Float64 ? 1 : 0.0001;
    }

    private static double? MedianBlue(Scene scene, Band band, QualityBand quality, double scale)
    {
        if (quality.Grid.Bounds.PixelCount > LargestQualityBand)
        {
            return null;
        }

        int width = Math.Min(SamplesPerSide, scene.Grid.Width), height = Math.Min(SamplesPerSide, scene.Grid.Height);
        float[] blue = new float[width * height];
        double[] classes = new double[quality.Grid.Bounds.PixelCount];
        using (Dataset dataset = SceneFile.Open(band.Source.Path, band.Source.FullPath))
        {
            dataset.Band(band.Source.Number).Read(scene.Grid.Bounds, width, height, blue);
        }

        using (Dataset dataset = SceneFile.Open(quality.Source.Path, quality.Source.FullPath))
        {
            SceneFile.Read(dataset, quality.Source, "quality", quality.Grid.Bounds, classes.AsSpan());
        }

        Grid samples = scene.Grid with
        {
            Width = width,
            Height = height,
            GeoTransform = scene.Grid.GeoTransform with
            {
                PixelWidth = scene.Grid.GeoTransform.PixelWidth * scene.Grid.Width / width,
                PixelHeight = scene.Grid.GeoTransform.PixelHeight * scene.Grid.Height / height,
            },
        };
        int[] columns = new int[blue.Length], rows = new int[blue.Length];
        using var map = new PixelMap(samples, quality.Grid);
        _ = map.Find(samples.Bounds, columns, rows);
        float[] clear = [.. blue.Where((v, i) => v > 0 && float.IsFinite(v) && columns[i] != PixelMap.None && classes[(rows[i] * quality.Grid.Width) + columns[i]] is 4 or 5)];
        Array.Sort(clear);
        return clear.Length == 0 ? null : clear[clear.Length / 2] * scale;
    }
}
