using RasterEngine.Gdal;
using RasterEngine.Scenes;
using Xunit;
using static RasterEngine.Tests.Scenes.Jp2Bytes;

namespace RasterEngine.Tests.Scenes;

/// <summary>JPEG 2000: what the gate learns, what it refuses, and what is read behind it.</summary>
public sealed class Jp2GateTests
{
    private static readonly string Shared = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data");

    [Fact]
    public void Header_IsRead_InBothFormsOfJpeg2000()
    {
        var expected = new Jp2Header(32, 32, 2, 8, 16, 16, 4);
        Assert.Equal(expected, Read(Codestream()));
        Assert.Equal(expected, Read(Boxed()));
        // A box with a length of eight bytes, and one that goes on to the end.
        byte[] stream = Codestream(), large = [0, 0, 0, 1, .. "jp2c"u8, 0, 0, 0, 0, 0, 0, 0, (byte)(stream.Length + 16), .. stream], open = [0, 0, 0, 0, .. "jp2c"u8, .. stream];
        byte[] start = [0, 0, 0, 12, .. "jP  "u8, 13, 10, 0x87, 10];
        Assert.Equal(expected, Read([.. start, .. large]));
        Assert.Equal(expected, Read([.. start, .. open]));
    }

    [Fact]
    public void Jpeg2000_IsRefused_WhenItIsABomb()
    {
        Refused("header-refused", "134,217,729 × 32 pixels", Codestream(width: (1 << 27) + 1));
        Refused("header-refused", "2,000 bands", Codestream(bands: 2000));
        Refused("header-refused", "16,777,216 × 32 pixels, more than 268,435,456 bytes", Codestream(width: 1 << 24, tile: 1 << 24, tiles: 1));
        Refused("header-refused", "tiles; expected at most 65,535", Codestream(width: 2_000_000));
        // Precincts of a single pixel: 16 million records for a tile of 4 MB.
        Refused("header-refused", "precincts and code-blocks", Codestream(width: 65_536, tile: 65_536, levels: 0, precinct: 0, tiles: 1));
        Refused("header-refused", "nested", Boxed(null, Enumerable.Range(0, 12).Aggregate(Box("xml ", "<a/>"), (inner, _) => Box("asoc", inner))));
        Refused("header-refused", "boxes, marker segments", Boxed(null, [.. Enumerable.Repeat(Box("free"), 250_000)]));
        Refused("header-refused", "its box xml has 300,000 bytes", Boxed(null, Box("xml ", new byte[300_000])));
    }

    [Fact]
    public void Jpeg2000_IsRefused_WhenItIsNotWhole()
    {
        byte[] whole = Boxed();
        for (int length = 13; length < whole.Length; length++)
        {
            ScanException e = Assert.Throws<ScanException>(() => Read(whole[..length]));
            Assert.True(e.Code == "truncated-file" || e.Message.Contains("no codestream", StringComparison.Ordinal), $"{length} bytes: {e.Message}");
        }

        byte[] stream = Codestream();
        Refused("truncated-file", "promises at least", stream[..^8]);
        Refused("header-refused", "lacks 1 of 4 tiles", Codestream(tiles: 3));
        Refused("header-refused", "more than one codestream", Boxed(null, Box("jp2c", stream)));
        Refused("header-refused", "beyond the box", Boxed(null, [.. Box("asoc", [0, 0, 0, 99, .. "xml "u8])]));
    }

    [Theory]
    [InlineData("dtbl", "")]
    [InlineData("ftbl", "")]
    [InlineData("cref", "")]
    [InlineData("xml ", "<GDALMultiDomainMetadata><Metadata domain=\"OVERVIEWS\"><MDI key=\"A\">x</MDI></Metadata></GDALMultiDomainMetadata>")]
    [InlineData("xml ", "<A>overview_file</A>")]
    [InlineData("xml ", "<VRTDataset rasterXSize=\"1\"/>")]
    [InlineData("uuid", "0123456789abcdefII*\0OVERVIEW_FILE")]
    public void Jpeg2000_IsRefused_WhenItNamesAnotherFile(string name, string content)
    {
        Refused("external-reference", $"its box {name.Trim()}", Boxed(null, Box(name, content)));
        Refused("external-reference", $"its box {name.Trim()}", Boxed(null, Box("asoc", Box(name, content))));
    }

    [Theory]
    [InlineData("modis-sinop-jp2/ndvi_2013-09-14.jp2", 255, 147, PixelType.Int16, 171, 9163, 220_041_213)]
    [InlineData("modis-sinop-jp2/ndvi_2014-08-29.jp2", 255, 147, PixelType.Int16, 1360, 9120, 213_233_688)]
    [InlineData("format-variety/jp2_15bit_utm31n.jp2", 1830, 1830, PixelType.UInt16, 0, 11, 1_018_701)]
    public void Jpeg2000_IsOpened_WhenItIsARealRaster(string name, int width, int height, PixelType type, int least, int most, long sum)
    {
        string path = Path.Combine(Shared, name);
        Assert.SkipUnless(File.Exists(path), "the shared data are not beside the checkout");
        using FileStream file = File.OpenRead(path);
        var header = Jp2Header.Read(name, file, GateLimits.Default);
        using Dataset dataset = SceneFile.Open(name, path);
        Assert.Equal(("JP2OpenJPEG", width, height, 1, type), (dataset.Driver, dataset.Width, dataset.Height, dataset.BandCount, dataset.Band(1).PixelType));
        Assert.Equal((width, height, 1), (header.Width, header.Height, header.Bands));
        var pixels = new int[width * height];
        dataset.Band(1).Read<int>(new Window(0, 0, width, height), pixels);
        // From GDAL's Python binding and numpy.
        Assert.Equal((least, most, sum), (pixels.Min(), pixels.Max(), pixels.Sum(p => (long)p)));
    }

    [Fact]
    public void Sidecars_AreNotRead_WhenTheyLieBesideAJpeg2000File()
    {
        string path = Path.Combine(Shared, "format-variety", "jp2_16bit_ungeoreferenced.jp2");
        Assert.SkipUnless(File.Exists(path), "the shared data are not beside the checkout");
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.jp2"], File.ReadAllBytes(path));
        File.WriteAllText(folder["a.jp2.aux.xml"], "<PAMDataset><PAMRasterBand band=\"1\"><NoDataValue>7</NoDataValue></PAMRasterBand></PAMDataset>");
        File.WriteAllText(folder["a.j2w"], "1\n0\n0\n-1\n5\n5\n");
        using Dataset dataset = SceneFile.Open("a.jp2", folder["a.jp2"]);
        Assert.Null(dataset.Band(1).NoData);
        Assert.Null(dataset.GeoTransform);
    }

    private static Jp2Header Read(byte[] bytes) => Jp2Header.Read("a.jp2", new MemoryStream(bytes), GateLimits.Default);

    private static void Refused(string code, string word, byte[] bytes)
    {
        ScanException e = Assert.Throws<ScanException>(() => HeaderGate.Check("a.jp2", new MemoryStream(bytes)));
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
        Assert.Equal(code, e.Code);
        Assert.StartsWith("a.jp2: ", e.Message, StringComparison.Ordinal);
    }
}
