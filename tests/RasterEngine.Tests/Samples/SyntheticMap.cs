using RasterEngine.Gdal;
using RasterEngine.Samples;
using RasterEngine.Tiling;

namespace RasterEngine.Tests.Samples;

/// <summary>A class raster whose every number is known.</summary>
internal sealed record SyntheticMap(int Width, int Height, Func<int, int, int> Value)
{
    public static IReadOnlyList<MapClass> CropAndOther { get; } = [new(1, "crop"), new(2, "other")];

    public string[] Options { get; init; } = ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", "COMPRESS=DEFLATE"];

    public Grid Grid => new(Width, Height, new GeoTransform(359130, 10, 0, 5352340, 0, -10), SpatialReference.FromEpsg(32633));

    public void Write(string path)
    {
        using Dataset dataset = Dataset.Create(path, "GTiff", Width, Height, 1, PixelType.Byte, Options);
        dataset.SetGeoTransform(Grid.GeoTransform);
        dataset.SetSpatialReference(Grid.SpatialReference);
        dataset.Band(1).Write<byte>(new Window(0, 0, Width, Height), Values());
        dataset.Close();
    }

    /// <summary>The map as a file, opened with its legend; 0 is not observed.</summary>
    public ClassRaster Open(string path, IReadOnlyList<MapClass>? classes = null)
    {
        Write(path);
        return ClassRaster.Open(path, 1, new MapLegend("classes.json", classes ?? CropAndOther, [0], []));
    }

    public byte[] Values() => [.. Enumerable.Range(0, Height).SelectMany(r => Enumerable.Range(0, Width).Select(c => (byte)Value(c, r)))];
}
