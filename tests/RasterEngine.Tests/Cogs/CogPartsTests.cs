using System.Globalization;
using System.Xml.Linq;
using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Publication;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Cogs;

/// <summary>A raster too large for one file, made small: read with nothing of the engine, it has the pixels and overviews of the one file.</summary>
public sealed class CogPartsTests : IDisposable
{
    private const int Width = 1300, Height = 1700;
    private static readonly CogBand Classes = new("class", [new(0, 255, 255, 255, 0), new(1, 27, 120, 55, 255)], new Dictionary<string, string> { ["CLASS_1"] = "kept" });
    private readonly TemporaryFolder folder = new();

    [Theory]

    // Four rows of blocks: one each, two and two, three and one.
    [InlineData(1, 4)]
    [InlineData(1300 * 1024, 2)]
    [InlineData((1300 * 1536) + 5, 2)]
    public void Parts_HoldTheBlocksOfTheOneFile(long largestPixels, int parts)
    {
        Write("one.tif", long.MaxValue);
        Write("mask.tif", largestPixels);
        Assert.Equal([.. Enumerable.Range(0, parts).Select(n => $"mask-0{n}.tif"), "mask.vrt", "mask.vrt.ovr"], Directory.EnumerateFiles(folder.Path, "mask*").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(folder["mask.vrt"], CogParts.Find(folder["mask.tif"]));

        var one = new TiffLevels(folder["one.tif"]);
        Assert.Equal(one.Pixels(0, 0, 1), Sources("mask.vrt"));
        var overviews = new TiffLevels(folder["mask.vrt.ovr"]);
        Assert.Equal(one.Count - 1, overviews.Count);
        for (int level = 1; level < one.Count; level++)
        {
            Assert.Equal(one.Size(level), overviews.Size(level - 1));
            Assert.Equal(one.Pixels(level, 0, 1), overviews.Pixels(level - 1, 0, 1));
        }

        double north = 5352340.25;
        for (int n = 0; n < parts; n++)
        {
            using Dataset part = Dataset.Open(folder[$"mask-0{n}.tif"]);
            Assert.Equal(("COG", "EPSG:32633", "kept", new GeoTransform(359130.5, 10, 0, north, 0, -10)), (part.Metadata("LAYOUT", "IMAGE_STRUCTURE"), part.SpatialReference!.Code, part.Band(1).Metadata("CLASS_1"), part.GeoTransform));
            north -= 10 * part.Height;
        }
    }

    [Fact]
    public void Layer_IsTheSame_InPartsAndInOne()
    {
        Directory.CreateDirectory(folder["in-one"]);
        Write(Path.Combine("in-one", "mask.tif"), long.MaxValue);
        Write("mask.tif", 1);
        using MapLayer one = MapLayer.Open(CogParts.Find(folder["in-one/mask.tif"])!), parts = MapLayer.Open(CogParts.Find(folder["mask.tif"])!);
        Assert.Equal((one.Grid, one.LevelCount, one.BandCount), (parts.Grid, parts.LevelCount, parts.BandCount));
        double longitude = (one.Degrees.West + one.Degrees.East) / 2, latitude = (one.Degrees.South + one.Degrees.North) / 2;
        Assert.Equal(one.At(longitude, latitude), parts.At(longitude, latitude));
        for (int zoom = 8; zoom <= 14; zoom++)
        {
            double side = 360.0 / (1 << zoom), north = Math.Log(Math.Tan((Math.PI / 4) + (latitude * Math.PI / 360))) / Math.PI;
            MapTile tile = MapTile.Of(zoom, (int)((longitude + 180) / side), (int)((1 - north) / 2 * (1 << zoom)))!.Value;
            TilePixels expected = one.Read(tile)!, found = parts.Read(tile)!;
            Assert.Equal(expected.Seen, found.Seen);
            Assert.Equal(expected.Bands[0], found.Bands[0]);
            Assert.Contains((byte)255, expected.Seen);
        }
    }

    public void Dispose() => folder.Dispose();

    // What the small file says lies where, by the book of GDAL's VRT.
    private byte[] Sources(string name)
    {
        XElement raster = XElement.Load(folder[name]);
        byte[] pixels = new byte[Width * Height];
        foreach (XElement source in raster.Descendants("SimpleSource"))
        {
            var part = new TiffLevels(folder[source.Element("SourceFilename")!.Value]);
            XElement place = source.Element("DstRect")!;
            Assert.Equal((Width, Number(place, "ySize")), part.Size(0));
            part.Pixels(0, 0, 1).CopyTo(pixels, Number(place, "yOff") * Width);
        }

        Assert.Equal((Width, Height), (Number(raster, "rasterXSize"), Number(raster, "rasterYSize")));
        return pixels;

        static int Number(XElement element, string attribute) => int.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
    }

    private void Write(string name, long largestPixels)
    {
        var grid = new Grid(Width, Height, new GeoTransform(359130.5, 10, 0, 5352340.25, 0, -10), SpatialReference.FromEpsg(32633));
        using var writer = new CogWriter(folder[name], grid, [Classes]) { LargestFilePixels = largestPixels };
        byte[] pixels = new byte[Width * Height];
        var random = new Random(5);
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(random.Next(9) == 0 ? random.Next(5) : ((i / Width / 37) + (i % Width / 53)) % 5);
        }

        new CogEncoder(writer).Append(grid.Bounds, pixels);
        writer.Complete();
    }
}
