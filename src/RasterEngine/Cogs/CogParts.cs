using System.Globalization;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Cogs;

/// <summary>
/// A raster too large for one file: <c>mask-00.tif</c>, <c>mask-01.tif</c> … hold whole rows of its blocks, <c>mask.vrt</c> is what to open, and <c>mask.vrt.ovr</c> has
/// the overviews of the whole, where GDAL and QGIS look for them. Blocks are those of the one file, byte for byte.
/// </summary>
internal static class CogParts
{
    /// <summary>Another limit, for tests.</summary>
    public const string Setting = "RASTERENGINE_FILE_PIXELS";

    /// <summary>Pixels of one file at most: 16 GiB as bytes, decoded.</summary>
    public static long LargestFilePixels { get; } =
        long.TryParse(Environment.GetEnvironmentVariable(Setting), NumberStyles.None, CultureInfo.InvariantCulture, out long pixels) && pixels > 0 ? pixels : 16L << 30;

    /// <summary>The file to open of a raster that would be <paramref name="path"/>: itself, or what stands for its parts; null when there is neither.</summary>
    public static string? Find(string path) => File.Exists(path) ? path : File.Exists(Virtual(path)) ? Virtual(path) : null;

    /// <summary>Whether a file that <see cref="Find"/> found stands for parts.</summary>
    public static bool AreAt(string path) => Path.GetExtension(path) == ".vrt";

    /// <summary>Parts of the image, one under the other.</summary>
    public static IEnumerable<string> Images(string path) => Enumerable.Range(0, int.MaxValue).Select(n => Part(path, n)).TakeWhile(File.Exists);

    /// <summary>Where the overviews of parts are.</summary>
    public static string Overviews(string path) => Virtual(path) + ".ovr";

    /// <summary>Every file but the one to open.</summary>
    public static IEnumerable<string> Files(string path) => Images(path).Concat(((string[])[Overviews(path)]).Where(File.Exists));

    /// <summary>How the raster is cut.</summary>
    /// <param name="path">Where one file would be.</param>
    /// <param name="grid">Of the whole.</param>
    /// <param name="pyramid">Its blocks.</param>
    /// <param name="spool">Where they are.</param>
    /// <param name="largestPixels">Of a part; a row of blocks is the least.</param>
    public static IEnumerable<(string Path, CogImage Image)> Cut(string path, Grid grid, CogPyramid pyramid, CogSpool spool, long largestPixels)
    {
        int columns = pyramid.BlockColumns(0), rows = pyramid.BlockCount(0) / columns, step = (int)Math.Clamp(largestPixels / ((long)CogPyramid.BlockSide * grid.Width), 1, rows);
        for (int first = 0; first < rows; first += step)
        {
            int number = Math.Min(step, rows - first);
            Window part = grid.Bounds.Intersect(new Window(0, first * CogPyramid.BlockSide, grid.Width, number * CogPyramid.BlockSide));
            yield return (Part(path, first / step), new CogImage(grid.Part(part), [new CogLevel(part.Width, part.Height, spool.Level(0).Slice(first * columns, number * columns))]));
        }

        if (pyramid.LevelCount > 1)
        {
            GeoTransform g = grid.GeoTransform;
            var half = new Grid(pyramid.Level(1).Width, pyramid.Level(1).Height, g with { PixelWidth = 2 * g.PixelWidth, PixelHeight = 2 * g.PixelHeight }, grid.SpatialReference);
            yield return (Overviews(path), new CogImage(half, [.. Enumerable.Range(1, pyramid.LevelCount - 1).Select(level => spool.Whole(pyramid, level))]));
        }
    }

    /// <summary>The file that stands for the parts of a path.</summary>
    public static string Virtual(string path) => Path.ChangeExtension(path, ".vrt");

    private static string Part(string path, int number) => string.Create(CultureInfo.InvariantCulture, $"{Path.ChangeExtension(path, null)}-{number:00}.tif");
}
