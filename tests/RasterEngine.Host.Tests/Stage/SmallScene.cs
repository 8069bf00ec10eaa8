using RasterEngine.Gdal;

namespace RasterEngine.Host.Tests.Stage;

/// <summary>A GeoTIFF of two bands, 1 red and 2 NIR, whose numbers are known. Right in every way until a test says otherwise.</summary>
internal sealed record SmallScene
{
    /// <summary>10 m pixels of UTM zone 33.</summary>
    public static readonly GeoTransform Metres = new(500_000, 10, 0, 5_400_000, 0, -10);

    public int Width { get; init; } = 64;

    public int Height { get; init; } = 64;

    public int Bands { get; init; } = 2;

    public PixelType Type { get; init; } = PixelType.UInt16;

    /// <summary>Null: the file names no coordinate reference system.</summary>
    public int? Epsg { get; init; } = 32633;

    /// <summary>Null: the file has no geotransform.</summary>
    public GeoTransform? Place { get; init; } = Metres;

    public double? NoData { get; init; }

    public string[] Options { get; init; } = [];

    /// <summary>Stored numbers by band number, column and row.</summary>
    public Func<int, int, int, float> Stored { get; init; } = Vegetated;

    /// <summary>NDVI 0.5.</summary>
    public static float Vegetated(int band, int column, int row) => band == 1 ? 1000 : 3000;

    /// <summary>NDVI 0.</summary>
    public static float Bare(int band, int column, int row) => 1000;

    /// <summary>Numbers that do not compress, so that tiles fill the file; NDVI of any value.</summary>
    public static float Noise(int band, int column, int row) => 1 + ((uint)HashCode(band, column, row) % 10_000);

    public void Write(string path)
    {
        using Dataset dataset = Dataset.Create(path, "GTiff", Width, Height, Bands, Type, Options);
        if (Place is { } place)
        {
            dataset.SetGeoTransform(place);
        }

        if (Epsg is { } code)
        {
            dataset.SetSpatialReference(SpatialReference.FromEpsg(code));
        }

        if (NoData is { } value)
        {
            dataset.Band(1).SetNoData(value);
        }

        float[] line = new float[Width];
        for (int band = 1; band <= Bands; band++)
        {
            for (int row = 0; row < Height; row++)
            {
                for (int column = 0; column < Width; column++)
                {
                    line[column] = Stored(band, column, row);
                }

                dataset.Band(band).Write<float>(new Window(0, row, Width, 1), line);
            }
        }

        dataset.Close();
    }

    // System.HashCode differs from run to run.
    private static int HashCode(int band, int column, int row)
    {
        uint x = ((uint)band * 0x9E3779B1) ^ ((uint)column * 0x85EBCA77) ^ ((uint)row * 0xC2B2AE3D);
        x ^= x >> 15;
        x *= 0x2C1B3C6D;
        x ^= x >> 12;
        x *= 0x297A2D39;
        return (int)(x ^ (x >> 15));
    }
}
