using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>
/// A raster of a result folder as a layer of a web map: any tile of it, each pixel with the number that lies at its centre. Far out the numbers
/// come from the overviews, whose cells have the most frequent class, and of counts and days the one in their upper-left corner. Belongs to the thread that opened it.
/// </summary>
public sealed class MapLayer : IDisposable
{
    /// <summary>File names of the layers of two dates and of the classes.</summary>
    public const string Before = "before.tif", After = "after.tif", Change = "mask.tif";

    private const int Wgs84 = 4326, StepsOfEdge = 16;

    private readonly IReadOnlyList<int> bands;
    private readonly LayerRaster raster;

    private MapLayer(string path, LayerRaster raster, IReadOnlyList<int>? bands)
    {
        this.raster = raster;
        this.bands = bands ?? [.. Enumerable.Range(1, raster.BandCount)];
        // Pictures are small: their overviews are for programs that read the file itself.
        LevelCount = Path.GetFileName(path) is Before or After ? 1 : new CogPyramid(Grid.Width, Grid.Height).LevelCount;
        Degrees = Around(SpatialReference.FromEpsg(Wgs84));
        Metres = Around(MapTile.Crs);
    }

    public Grid Grid => raster.Grid;

    public int BandCount => bands.Count;

    /// <summary>Byte or UInt16.</summary>
    public PixelType PixelType => raster.Band(bands[0]).PixelType;

    /// <summary>What each band is, in a few words; empty where the file does not say.</summary>
    public IReadOnlyList<string> BandDescriptions => [.. bands.Select(number => raster.Band(number).Description)];

    /// <summary>1 and one for each overview, each half as wide as the one before.</summary>
    public int LevelCount { get; }

    /// <summary>The box around it in degrees of longitude and latitude.</summary>
    public MapBox Degrees { get; }

    /// <summary>The zoom at which it is about as large as a tile, or the largest where that is less.</summary>
    public int SmallestZoom => Math.Clamp((int)Math.Floor(Math.Log2(2 * MapTile.HalfWorld / Math.Max(Metres.Width, Metres.Height))), 0, LargestZoom);

    /// <summary>The smallest zoom at which every pixel shows.</summary>
    public int LargestZoom => Math.Clamp((int)Math.Ceiling(Math.Log2(MapTile.MetresPerPixel(0) / Math.Min(Metres.Width / Grid.Width, Metres.Height / Grid.Height))), 0, MapTile.LargestZoom);

    // On the map of tiles.
    private MapBox Metres { get; }

    /// <param name="path">A file that a scan published, or what stands for its parts.</param>
    /// <param name="bands">The layer's, from 1; all of the file unless given.</param>
    /// <exception cref="GdalException">It is not there or broken.</exception>
    public static MapLayer Open(string path, IReadOnlyList<int>? bands = null)
    {
        var raster = LayerRaster.Open(path);
        try
        {
            return new MapLayer(path, raster, bands);
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }

    /// <summary>Null where the layer has no pixel in the tile.</summary>
    public TilePixels? Read(MapTile tile)
    {
        Grid grid = tile.Grid;
        Window part = Part(grid);
        if (part.IsEmpty)
        {
            return null;
        }

        int[] columns = new int[part.PixelCount], rows = new int[part.PixelCount];
        using var map = new PixelMap(grid, Grid);
        Window hit = map.Find(part, columns, rows);
        return hit.IsEmpty ? null : Read(part, columns, rows, hit);
    }

    /// <summary>The stored numbers at a place; null outside, and where nothing was seen.</summary>
    public IReadOnlyList<int>? At(double longitude, double latitude)
    {
        double[] x = [longitude], y = [latitude];
        using (CoordinateTransform fromWorld = SpatialReference.FromEpsg(Wgs84).To(Grid.SpatialReference))
        {
            fromWorld.TransformOrNaN(x, y);
        }

        double column = Math.Floor((x[0] - Grid.GeoTransform.OriginX) / Grid.GeoTransform.PixelWidth), row = Math.Floor((y[0] - Grid.GeoTransform.OriginY) / Grid.GeoTransform.PixelHeight);
        if (!(column >= 0 && column < Grid.Width && row >= 0 && row < Grid.Height))
        {
            return null;
        }

        var pixel = new Window((int)column, (int)row, 1, 1);
        (IReadOnlyList<ushort[]> numbers, byte[] seen) = raster.Read(0, pixel, bands);
        return seen[0] == 0 ? null : [.. numbers.Select(n => (int)n[0])];
    }

    /// <summary>All of it at the finest level that has no more than so many cells each way, or the coarsest: numbers, where there is one, and how many pixels lie along a cell.</summary>
    public (IReadOnlyList<ushort[]> Bands, byte[] Seen, int Step) ReadWhole(int mostCells)
    {
        int level = 0;
        while (level < LevelCount - 1 && Math.Max(Grid.Width, Grid.Height) >> level > mostCells)
        {
            level++;
        }

        (IReadOnlyList<ushort[]> numbers, byte[] seen) = raster.Read(level, CogPyramid.Cells(Grid.Bounds, level), bands);
        return (numbers, seen, 1 << level);
    }

    public void Dispose() => raster.Dispose();

    private TilePixels Read(Window part, int[] columns, int[] rows, Window hit)
    {
        int level = Math.Min(LevelCount - 1, (int)Math.Log2(Step(part, columns, rows)));
        int left = hit.Column >> level, top = hit.Row >> level;
        var cells = new Window(left, top, ((hit.EndColumn - 1) >> level) - left + 1, ((hit.EndRow - 1) >> level) - top + 1);
        (IReadOnlyList<ushort[]> numbers, byte[] seen) = raster.Read(level, cells, bands);
        return new([.. numbers.Select(Spread)], Spread(seen));

        T[] Spread<T>(T[] from)
        {
            var pixels = new T[MapTile.Side * MapTile.Side];
            for (int i = 0; i < columns.Length; i++)
            {
                if (columns[i] != PixelMap.None)
                {
                    pixels[((part.Row + (i / part.Width)) * MapTile.Side) + part.Column + (i % part.Width)] = from[(((rows[i] >> level) - top) * cells.Width) + (columns[i] >> level) - left];
                }
            }

            return pixels;
        }
    }

    // How many pixels of the layer lie between two neighbours of the tile, at least; as many as can be when there are no two.
    private static int Step(Window part, int[] columns, int[] rows)
    {
        int least = int.MaxValue;
        for (int i = 1; i < columns.Length; i++)
        {
            if (i % part.Width != 0 && columns[i] != PixelMap.None && columns[i - 1] != PixelMap.None)
            {
                least = Math.Min(least, Math.Max(Math.Abs(columns[i] - columns[i - 1]), Math.Abs(rows[i] - rows[i - 1])));
            }
        }

        return Math.Max(1, least);
    }

    // The pixels of the tile that the box around the layer touches; far from it projections give no sensible place.
    private Window Part(Grid tile)
    {
        GeoTransform t = tile.GeoTransform;
        double marginX = t.PixelWidth + (Metres.Width / 50), marginY = t.PixelWidth + (Metres.Height / 50);
        int left = Pixel((Metres.West - marginX - t.OriginX) / t.PixelWidth), right = Pixel((Metres.East + marginX - t.OriginX) / t.PixelWidth);
        int top = Pixel((Metres.North + marginY - t.OriginY) / t.PixelHeight), bottom = Pixel((Metres.South - marginY - t.OriginY) / t.PixelHeight);
        return right > left && bottom > top ? new Window(left, top, right - left, bottom - top) : default;

        static int Pixel(double at) => (int)Math.Clamp(Math.Round(at), 0, MapTile.Side);
    }

    private MapBox Around(SpatialReference other)
    {
        double[] x = new double[4 * StepsOfEdge], y = new double[4 * StepsOfEdge];
        for (int i = 0; i < x.Length; i++)
        {
            double along = (double)(i % StepsOfEdge) / StepsOfEdge;
            (double column, double row) = (i / StepsOfEdge) switch { 0 => (along, 0d), 1 => (1d, along), 2 => (1 - along, 1d), _ => (0d, 1 - along) };
            Place place = Grid.GeoTransform.At(column * Grid.Width, row * Grid.Height);
            (x[i], y[i]) = (place.X, place.Y);
        }

        using CoordinateTransform transform = Grid.SpatialReference.To(other);
        transform.Transform(x, y);
        return new(x.Min(), y.Min(), x.Max(), y.Max());
    }
}
