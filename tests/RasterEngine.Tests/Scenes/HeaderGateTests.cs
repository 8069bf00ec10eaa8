using RasterEngine.Gdal;
using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scenes;

/// <summary>What the gate learns of a TIFF, and what it lets through: everything that is a real raster.</summary>
public sealed class HeaderGateTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Header_IsRead_InEveryFormOfTiff(bool isBig, bool isBigEndian)
    {
        TiffHeader header = Read(new TiffBytes(isBig, isBigEndian).With(258, 3, 8, 8).With(277, 3, 2).With(257, 3, 8).With(278, 3, 3).With(259, 3, 5)
            .With(273, 4, 16, 40, 60).With(279, 3, 24, 20, 9).With(339, 3, 2, 2).With(42113, "-1"));
        Assert.Equal(new TiffHeader(16, 8, 2, 2, 8, TiffCodec.Lzw, false, false, 16, 3, 3, 0, true, 1), header with { Layout = null });
    }

    [Fact]
    public void Header_CountsTheBlocksOfEachBand_WhenBandsAreApart()
    {
        TiffHeader header = Read(new TiffBytes().With(277, 3, 2).With(284, 3, 2).With(273, 4, 16, 16).With(279, 4, 256, 256));
        Assert.Equal((true, 2L), (header.IsPlanar, header.BlockCount));
        Refused("header-refused", "has 240 bytes; expected 256", new TiffBytes().With(277, 3, 2).With(284, 3, 2).With(273, 4, 16, 32).With(279, 4, 256, 240));
    }

    [Fact]
    public void Header_AgreesWithGdal_OnEverySample()
    {
        string[] samples = Rasters(Repository.Path("data-samples"));
        Assert.NotEmpty(samples);
        foreach (string sample in samples)
        {
            using FileStream file = File.OpenRead(sample);
            TiffHeader header = TiffHeader.Read(sample, file, GateLimits.Default);
            using Dataset dataset = SceneFile.Open(sample, sample);
            RasterBand band = dataset.Band(1);
            Assert.Equal((dataset.Width, dataset.Height, dataset.BandCount, band.BlockWidth, band.BlockHeight), (header.Width, header.Height, header.Bands, header.BlockWidth, header.BlockHeight));
            Assert.Equal((band.NoData is not null, 0L), (header.HasNoData, header.MissingBlocks));
            Assert.Equal(dataset.Metadata("INTERLEAVE", "IMAGE_STRUCTURE") == "BAND" && header.Bands > 1, header.IsPlanar);
        }
    }

    [Fact]
    public void EveryRealRaster_Passes()
    {
        string data = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data");
        Assert.SkipUnless(Directory.Exists(data), "the shared data are not beside the checkout");
        string[] rasters = [.. Rasters(data).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}hostile{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];
        Assert.True(rasters.Length > 100, $"{rasters.Length} rasters");
        Assert.All(rasters, raster => HeaderGate.Check(raster, raster));
    }

    [Theory]
    [InlineData(0, "it is empty")]
    [InlineData(2, "it begins with the bytes 4949")]
    public void File_IsNoRaster_WhenItsSignatureIsNotThere(int length, string word)
    {
        ScanException e = Assert.Throws<ScanException>(() => HeaderGate.Check("a.tif", new MemoryStream(new TiffBytes().Build()[..length])));
        Assert.Equal("not-a-raster", e.Code);
        Assert.StartsWith("a.tif: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html>", "HTML")]
    [InlineData("\n<GDAL_WMS><Service name=\"TMS\">", "XML")]
    [InlineData("<MRF_META><Raster>", "XML")]
    [InlineData("\u00EF\u00BB\u00BF<VRTDataset rasterXSize=\"1\">", "XML")]
    [InlineData("PK\u0003\u0004", "ZIP")]
    [InlineData("\u0089PNG\r\n\u001A\n", "PNG")]
    public void File_IsCalledByItsFormat_WhenItIsAnother(string text, string word)
    {
        ScanException e = Assert.Throws<ScanException>(() => HeaderGate.Check("a.tif", new MemoryStream(System.Text.Encoding.Latin1.GetBytes(text))));
        Assert.Equal("not-a-raster", e.Code);
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_AreThoseGiven()
    {
        byte[] tiff = new TiffBytes().With(277, 3, 2).With(279, 4, 512).With(273, 4, 16).With(259, 3, 5).With(279, 4, 99).Build();
        HeaderGate.Check("a.tif", new MemoryStream(tiff), new GateLimits { Bands = 2, Pixels = 256, BlockBytes = 512 });
        foreach (GateLimits limits in (GateLimits[])[new() { Bands = 1 }, new() { Pixels = 255 }, new() { BlockBytes = 511 }, new() { Tags = 8 }, new() { Expansion = 1 }, new() { HeaderBytes = 100 }])
        {
            Assert.Equal("header-refused", Assert.Throws<ScanException>(() => HeaderGate.Check("a.tif", new MemoryStream(tiff), limits)).Code);
        }
    }

    internal static TiffHeader Read(TiffBytes tiff) => TiffHeader.Read("a.tif", new MemoryStream(tiff.Build()), GateLimits.Default);

    internal static void Refused(string code, string word, TiffBytes tiff)
    {
        ScanException e = Assert.Throws<ScanException>(() => Read(tiff));
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
        Assert.Equal(code, e.Code);
        Assert.StartsWith("a.tif: ", e.Message, StringComparison.Ordinal);
    }

    private static string[] Rasters(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".TIF" or ".TIFF" or ".JP2"),
    ];
}
