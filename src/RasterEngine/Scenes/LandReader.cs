using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Scenes;

/// <summary>Reads which pixels of the scanned grid are land of the kept classes: the class at each pixel's centre. One a worker.</summary>
internal sealed class LandReader : IDisposable
{
    private readonly LandRaster land;
    private readonly Dataset dataset;
    private readonly PixelMap map;
    private double[] classes = [];
    private int[] columns = [], rows = [];

    public LandReader(LandRaster land, Grid grid)
    {
        this.land = land;
        dataset = SceneFile.Open(land.Source.Path, land.Source.FullPath);
        map = new PixelMap(grid, land.Grid);
    }

    /// <summary>Writes 1 where the land is of a kept class, else 0: also where the raster does not reach.</summary>
    public void Read(Window window, Span<byte> isLand)
    {
        Buffers.Fit(ref columns, isLand.Length);
        Buffers.Fit(ref rows, isLand.Length);
        Window hit = map.Find(window, columns.AsSpan(0, isLand.Length), rows.AsSpan(0, isLand.Length));
        if (!hit.IsEmpty)
        {
            int length = checked((int)hit.PixelCount);
            Buffers.Fit(ref classes, length);
            SceneFile.Read(dataset, land.Source, "land", hit, classes.AsSpan(0, length));
        }

        for (int i = 0; i < isLand.Length; i++)
        {
            isLand[i] = columns[i] != PixelMap.None && IsKept(classes[((rows[i] - hit.Row) * hit.Width) + columns[i] - hit.Column]) ? (byte)1 : (byte)0;
        }
    }

    public void Dispose()
    {
        map.Dispose();
        dataset.Dispose();
    }

    private bool IsKept(double value) => Math.Abs(value) <= int.MaxValue && value == Math.Floor(value) && land.Keep.Contains((int)value);
}
