using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Scenes;

/// <summary>Reads which pixels of the scanned grid are land of the kept classes: the class at each pixel's centre. One a worker.</summary>
internal sealed class LandReader : IDisposable
{
    private readonly LandRaster land;
    private readonly RasterReader file;
    private readonly BlockDecoder decoder = new();
    private readonly PixelMap map;
    private double[] classes = [];
    private int[] columns = [], rows = [];

    /// <param name="land">The class raster.</param>
    /// <param name="grid">The scanned grid.</param>
    /// <param name="tally">Told at the end how the file was read; null for nobody.</param>
    public LandReader(LandRaster land, Grid grid, ReadTally? tally = null)
    {
        this.land = land;
        file = new RasterReader(land.Source.Path, land.Source.FullPath, decoder, tally);
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
            file.Read(land.Source, "land", hit, classes.AsSpan(0, length));
        }

        for (int i = 0; i < isLand.Length; i++)
        {
            isLand[i] = columns[i] != PixelMap.None && IsKept(classes[((rows[i] - hit.Row) * hit.Width) + columns[i] - hit.Column]) ? (byte)1 : (byte)0;
        }
    }

    public void Dispose()
    {
        map.Dispose();
        file.Dispose();
        decoder.Dispose();
    }

    private bool IsKept(double value) => Math.Abs(value) <= int.MaxValue && value == Math.Floor(value) && land.Keep.Contains((int)value);
}
