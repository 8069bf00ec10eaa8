using RasterEngine.Gdal;
using RasterEngine.Publication;
using Xunit;

namespace RasterEngine.Tests.Publication;

/// <summary>Tiles of a layer in degrees, where Web Mercator is a closed formula: longitude = x / R, latitude = atan(sinh(y / R)).</summary>
public sealed class MapLayerTests
{
    private const double Radius = 6_378_137, West = 10, North = 47, Degree = 0.0005;
    private const int Width = 1200, Height = 900;

    /// <summary>A class for each square of 8 × 8 pixels, so that every cell of the first three overviews has one class alone.</summary>
    private static byte Class(int column, int row) => (byte)(((column / 8) + (3 * (row / 8))) % 5);

    [Theory]
    [InlineData(15)]
    [InlineData(13)]
    [InlineData(12)]
    [InlineData(11)]
    [InlineData(10)]
    public void Tile_HasTheClassAtEachPixelsCentre_NearAndFar(int zoom)
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder);
        using MapLayer layer = MapLayer.Open(path);
        int seen = 0;
        (int left, int top) = At(West + (0.3 * Width * Degree), North - (0.4 * Height * Degree), zoom);
        TilePixels pixels = layer.Read(MapTile.Of(zoom, left, top)!.Value)!;
        for (int i = 0; i < 256 * 256; i++)
        {
            double metres = 2 * Math.PI * Radius / (256L << zoom), x = ((left * 256) + (i % 256) + 0.5) * metres - (Math.PI * Radius), y = (Math.PI * Radius) - (((top * 256) + (i / 256) + 0.5) * metres);
            double u = ((x / Radius * 180 / Math.PI) - West) / Degree, v = (North - (Math.Atan(Math.Sinh(y / Radius)) * 180 / Math.PI)) / Degree;
            if (Math.Abs(u - Math.Round(u)) < 1e-4 || Math.Abs(v - Math.Round(v)) < 1e-4)
            {
                continue;
            }

            byte expected = u < 0 || v < 0 || u >= Width || v >= Height ? (byte)0 : Class((int)u, (int)v);
            Assert.True(expected == pixels.Bands[0][i] && pixels.Seen[i] == (expected == 0 ? 0 : 255), $"pixel {i}: found {pixels.Bands[0][i]}, seen {pixels.Seen[i]}, expected {expected} at {u:R}, {v:R}");
            seen += expected == 0 ? 0 : 1;
        }

        Assert.True(seen > 1000, $"{seen} pixels seen");
    }

    [Fact]
    public void Layer_SaysWhereItIs_AndNothingElsewhere()
    {
        using var folder = new TemporaryFolder();
        using MapLayer layer = MapLayer.Open(Write(folder));

        Assert.Equal((West, North, West + (Width * Degree), North - (Height * Degree)), (layer.Degrees.West, layer.Degrees.North, Math.Round(layer.Degrees.East, 9), Math.Round(layer.Degrees.South, 9)));
        Assert.Null(layer.Read(MapTile.Of(10, 0, 0)!.Value));
        Assert.NotNull(layer.Read(MapTile.Of(0, 0, 0)!.Value));
        Assert.Equal([Class(17, 30)], layer.At(West + (17.5 * Degree), North - (30.5 * Degree))!);
        Assert.Null(layer.At(West - Degree, North - Degree));
        // 360° / 256 / 2^z is 0.0005° or finer from z = 12 on.
        Assert.Equal(12, layer.LargestZoom);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(-1, 0, 0)]
    [InlineData(3, 8, 0)]
    [InlineData(3, 0, -1)]
    [InlineData(25, 0, 0)]
    public void Tile_IsNone_OutsideOfThePyramid(int zoom, int column, int row) => Assert.Null(MapTile.Of(zoom, column, row));

    private static (int Column, int Row) At(double longitude, double latitude, int zoom)
    {
        double side = 1L << zoom, y = Math.Asinh(Math.Tan(latitude * Math.PI / 180));
        return ((int)((longitude + 180) / 360 * side), (int)((1 - (y / Math.PI)) / 2 * side));
    }

    private static string Write(TemporaryFolder folder)
    {
        string path = folder["mask.tif"];
        using Dataset memory = Dataset.CreateMemory(Width, Height, 1, PixelType.Byte);
        memory.SetGeoTransform(new GeoTransform(West, Degree, 0, North, 0, -Degree));
        memory.SetSpatialReference(SpatialReference.FromEpsg(4326));
        memory.Band(1).SetNoData(0);
        byte[] classes = [.. Enumerable.Range(0, Width * Height).Select(i => Class(i % Width, i / Width))];
        memory.Band(1).Write<byte>(new Window(0, 0, Width, Height), classes);
        memory.CreateCopy(path, "COG", "COMPRESS=DEFLATE", "BLOCKSIZE=512", "RESAMPLING=MODE");
        return path;
    }
}
