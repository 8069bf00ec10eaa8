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
    private const int WindowsPerSide = 5;
    private const int WindowSide = 60;

    /// <summary>What is doubtful, in a sentence; null when nothing is.</summary>
    public static string? Of(ScanPlan plan, PairTally tally)
    {
        return Of(plan, plan.Before, tally.Before(Cell.NoIndex).Pixels, tally.ObservedBeforeAlone.Pixels)
            ?? Of(plan, plan.After, tally.After(Cell.NoIndex).Pixels, tally.ObservedAfterAlone.Pixels);
    }

    private static string? Of(ScanPlan plan, Scene scene, long negative, long observed)
    {
        if (IsShifted(plan.Scan, scene))
        {
            decimal share = negative + observed == 0 ? 0m : (decimal)negative / (negative + observed);
            return share <= LargestNegativeShare ? null : string.Create(
                CultureInfo.InvariantCulture, $"{scene.Files[0].Path}: {share * 100m:0.#} % of its pixels have negative reflectance with the offset that was applied; it may have been in the file already. Expected at most {LargestNegativeShare * 100m:0} %.");
        }

        return scene.Acquisitions.Select(acquisition => TooBlue(plan, acquisition)).FirstOrDefault(doubt => doubt is not null);
    }

    /// <summary>The blue bands that the first test reads beside the bands of the index: inputs as these are.</summary>
    public static IEnumerable<BandSource> Inputs(Scan scan, Scene date) =>
        date.Acquisitions.Where(scene => !IsShifted(scan, scene)).Select(Blue).OfType<BandSource>();

    private static bool IsShifted(Scan scan, Scene scene) => ScanPlan.IndexBands(scan, scene).Any(b => b.Form.Offset < 0m);

    // In the file of another band, or in a file of its own that lies pixel by pixel on the scene. One that cannot be read is no reason to refuse a scan that needs no blue.
    private static BandSource? Blue(Scene scene)
    {
        if (scene.Quality is not { Kind: QualityKind.Scl } || scene.Source.HoldsIndex)
        {
            return null;
        }

        if (scene.Bands.TryGetValue("blue", out Band? band))
        {
            return band.Source;
        }

        if (!scene.Source.Bands.TryGetValue("blue", out BandSource? own))
        {
            return null;
        }

        try
        {
            using Dataset dataset = SceneFile.Open(own.Path, own.FullPath);
            Grid grid = Grid.Of(own.Path, dataset);
            bool fits = own.Number <= dataset.BandCount && StoredNumbers.IsSupported(dataset.Band(own.Number).PixelType);
            return fits && scene.Grid.LatticeDifference(grid) is null && scene.Grid.Overlap(grid) == scene.Grid.Bounds ? own : null;
        }
        catch (ScanException)
        {
            return null;
        }
    }

    private static string? TooBlue(ScanPlan plan, Scene scene)
    {
        double? blue = !IsShifted(plan.Scan, scene) && Blue(scene) is { } source ? MedianBlue(scene, source, scene.Quality!) * Scale(plan, scene) : null;
        return blue is not > LargestBlue ? null : string.Create(
            CultureInfo.InvariantCulture, $"{scene.Files[0].Path}: clear vegetation and soil has a median blue reflectance of {blue:0.000} without an offset; an offset of −0.1 (Sentinel-2 from processing baseline 04.00 on) may be missing. Expected at most {LargestBlue}.");
    }

    // SCL says Sentinel-2, whose quantification is 10,000 where nothing else is stated.
    private static double Scale(ScanPlan plan, Scene scene)
    {
        Band red = ScanPlan.IndexBands(plan.Scan, scene)[0];
        return red.HasScale ? (double)red.Form.Scale : red.PixelType is PixelType.Float32 or PixelType.Float64 ? 1 : 0.0001;
    }

    private static double? MedianBlue(Scene scene, BandSource source, QualityBand quality)
    {
        using Dataset dataset = SceneFile.Open(source.Path, source.FullPath);
        using Dataset classes = SceneFile.Open(quality.Source.Path, quality.Source.FullPath);
        using var map = new PixelMap(scene.Grid, quality.Grid);
        var clear = new List<float>();
        foreach (Window window in Samples(scene.Grid))
        {
            int length = (int)window.PixelCount;
            float[] blue = new float[length];
            int[] columns = new int[length], rows = new int[length];
            SceneFile.Read<float>(dataset, source, "blue", window, blue);
            Window hit = map.Find(window, columns, rows);
            double[] found = new double[hit.PixelCount];
            if (!hit.IsEmpty)
            {
                SceneFile.Read<double>(classes, quality.Source, "quality", hit, found);
            }

            clear.AddRange(blue.Where((v, i) => v > 0 && float.IsFinite(v) && columns[i] != PixelMap.None && found[((rows[i] - hit.Row) * hit.Width) + columns[i] - hit.Column] is 4 or 5));
        }

        clear.Sort();
        return clear.Count == 0 ? null : clear[clear.Count / 2];
    }

    // A small scene whole; of a large one a lattice of windows, few blocks of many.
    private static IEnumerable<Window> Samples(Grid grid)
    {
        const int side = WindowSide * WindowsPerSide;
        if (grid.Width <= side || grid.Height <= side)
        {
            Window middle = new(Math.Max(0, (grid.Width - side) / 2), Math.Max(0, (grid.Height - side) / 2), Math.Min(side, grid.Width), Math.Min(side, grid.Height));
            return [middle];
        }

        return from row in Enumerable.Range(0, WindowsPerSide)
               from column in Enumerable.Range(0, WindowsPerSide)
               select new Window((grid.Width - WindowSide) * column / (WindowsPerSide - 1), (grid.Height - WindowSide) * row / (WindowsPerSide - 1), WindowSide, WindowSide);
    }
}
