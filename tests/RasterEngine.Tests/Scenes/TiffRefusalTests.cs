using RasterEngine.Scenes;
using Xunit;
using static RasterEngine.Tests.Scenes.HeaderGateTests;

namespace RasterEngine.Tests.Scenes;

/// <summary>TIFF headers that are refused, one fault each.</summary>
public sealed class TiffRefusalTests
{
    [Fact]
    public void Tiff_IsRefused_WhenItIsABomb()
    {
        Refused("header-refused", "2,147,483,647 × 2,147,483,647 pixels", new TiffBytes().With(256, 4, int.MaxValue).With(257, 4, int.MaxValue));
        Refused("header-refused", "4,294,967,295 × 1 pixels", new TiffBytes().With(256, 4, uint.MaxValue).With(257, 4, 1));
        Refused("header-refused", "65,535 bands", new TiffBytes().With(277, 3, 65535));
        // One tile of 20,000 × 20,000 bytes for 16 × 16 pixels.
        Refused("header-refused", "blocks of 20,000 × 20,000 pixels, more than 268,435,456 bytes", Tiled(20_000));
        // 206 bands, pixel by pixel, in tiles of 1,024: 432 MB.
        Refused("header-refused", "blocks of 1,024 × 1,024", Tiled(1024).With(277, 3, 206).With(258, 3, 16));
        // DEFLATE gives at most 1,032 bytes for one, so it is another codec that promises 36 MB of the 256 bytes.
        Refused("header-refused", "times the file when decoded", Tiled(6000).With(259, 3, 50000));
        // A thousand blocks, all in the same place.
        Refused("header-refused", "times the file when decoded", new TiffBytes().With(259, 3, 50000).With(256, 4, 1_000_000).With(257, 4, 1000).With(278, 4, 1)
            .With(273, 4, [.. Enumerable.Repeat(16UL, 1000)]).With(279, 4, [.. Enumerable.Repeat(256UL, 1000)]));
        Refused("header-refused", "blocks; expected at most", new TiffBytes().With(256, 4, 60_000).With(257, 4, 60_000).With(322, 3, 1).With(323, 3, 1));
    }

    [Fact]
    public void Tiff_IsRefused_WhenItsDirectoriesHaveNoEnd()
    {
        Assert.Equal(40, Read(new TiffBytes { Directories = 40 }).Directories);
        Refused("header-refused", "leads back", new TiffBytes { IsLoop = true });
        Refused("header-refused", "leads back", new TiffBytes { IsLoop = true, Directories = 3 });
        Refused("header-refused", "more than 40 directories", new TiffBytes { Directories = 60_000 });
        Refused("header-refused", "SubIFDs", new TiffBytes().With(330, 13, 16));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tiff_IsTruncated_WhenABlockOrATagLiesBehindItsEnd(bool isBig)
    {
        TiffBytes New() => new(isBig);
        Refused("truncated-file", "and its header promises at least 4,294,967,551", New().With(273, 4, uint.MaxValue));
        Refused("truncated-file", "promises at least 1,000,016", New().With(279, 4, 1_000_000));
        Refused("truncated-file", "promises", New().With(700, 7, 5000, new byte[64]));
        Refused("truncated-file", "promises", New().With(42112, 2, uint.MaxValue, new byte[64]));
        byte[] cut = New().Build();
        ScanException e = Assert.Throws<ScanException>(() => HeaderGate.Check("a.tif", new MemoryStream(cut[..^1])));
        Assert.Equal("truncated-file", e.Code);
        Assert.Contains($"{cut.Length - 1} bytes are there, and its header promises at least {cut.Length}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BigTiff_IsTruncated_WhenAPlaceNeeds64Bits()
    {
        Refused("truncated-file", "9,223,372,036,854,776,063", new TiffBytes(isBig: true).With(273, 16, 1UL << 63));
        Refused("truncated-file", "promises", new TiffBytes(isBig: true).With(279, 16, ulong.MaxValue));
        Refused("truncated-file", "promises", new TiffBytes(isBig: true).With(700, 7, ulong.MaxValue, new byte[64]));
        Refused("truncated-file", "promises", new TiffBytes(isBig: true).With(700, 16, 1UL << 61, new byte[64]));
        byte[] far = new TiffBytes(isBig: true).Build();
        BitConverter.TryWriteBytes(far.AsSpan(8), 1UL << 63);
        Assert.Equal("truncated-file", Assert.Throws<ScanException>(() => HeaderGate.Check("a.tif", new MemoryStream(far))).Code);
    }

    [Fact]
    public void Blocks_MayBeMissing_OnlyIfTheyMeanNoData()
    {
        TiffBytes New() => new TiffBytes().With(278, 4, 8).With(273, 4, 16, 0).With(279, 4, 128, 0);
        Refused("header-refused", "lacks 1 of 2 blocks and declares no nodata", New());
        Assert.Equal((1L, true), (Read(New().With(42113, "0")).MissingBlocks, Read(New().With(42113, "0")).HasNoData));
        // A mask may not either; an overview, which is never read, may.
        Refused("header-refused", "lacks 1 of 2 blocks", New().With(254, 4, 4));
        Assert.Equal(1, Read(New().With(254, 4, 1)).MissingBlocks);
    }

    [Fact]
    public void Tiff_IsRefused_WhenItsBlocksAreNotThoseOfItsSize()
    {
        Refused("header-refused", "one number for each of 2 blocks: it has 1", new TiffBytes().With(278, 4, 8));
        Refused("header-refused", "one number for each of 1 blocks: it has 2", new TiffBytes().With(273, 4, 16, 32));
        Refused("header-refused", "no StripByteCounts", new TiffBytes().Without(279));
        Refused("header-refused", "no StripOffsets", new TiffBytes().Without(273));
        Refused("header-refused", "no TileOffsets", new TiffBytes().With(322, 3, 16).With(323, 3, 16).Without(273).Without(279));
        Refused("header-refused", "allowed in a tiled image", new TiffBytes().With(322, 3, 16).With(323, 3, 16));
        Refused("header-refused", "the file's header", new TiffBytes().With(273, 4, 0));
        Refused("header-refused", "has 200 bytes; expected 256", new TiffBytes().With(279, 4, 200));
        Refused("header-refused", "16 × 0 pixels", new TiffBytes().With(257, 4, 0));
        Refused("header-refused", "blocks of 16 × 0 pixels", new TiffBytes().With(278, 4, 0));
        Refused("header-refused", "depth", new TiffBytes().With(32997, 4, 2));
        Refused("header-refused", "bits", new TiffBytes().With(258, 3, 0));
        Refused("header-refused", "ImageWidth", new TiffBytes().With(256, 11, 1, new byte[4]));
        Refused("header-refused", "Compression", new TiffBytes().With(259, 999, 1, new byte[4]));
        Refused("header-refused", "planar configuration 7", new TiffBytes().With(284, 3, 7));
    }

    [Theory]
    [InlineData(6, "old-style JPEG")]
    [InlineData(4, "fax")]
    [InlineData(34925, "LZMA")]
    [InlineData(33003, "JPEG 2000 inside a TIFF")]
    [InlineData(12345, "(12345)")]
    public void Codec_IsRefusedByName_WhenItIsNotRead(int codec, string word) =>
        Refused("header-refused", word, new TiffBytes().With(259, 3, (ulong)codec));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(32773)]
    [InlineData(32946)]
    [InlineData(34887)]
    [InlineData(50000)]
    [InlineData(50001)]
    public void Codec_Passes_WhenItIsRead(int codec) => Assert.Equal(codec, (int)Read(new TiffBytes().With(259, 3, (ulong)codec)).Codec);

    [Theory]
    [InlineData("<GDALMetadata><Item name=\"OVERVIEW_FILE\" domain=\"OVERVIEWS\">/vsicurl/http://127.0.0.1/x</Item></GDALMetadata>")]
    [InlineData("<GDALMetadata><Item name=\"overview_file\" domain=\"x\">x</Item></GDALMetadata>")]
    [InlineData("<GDALMetadata><Item name='A' domain='Overviews'>x</Item></GDALMetadata>")]
    [InlineData("<GDALMetadata><Item><name>A</name><domain>OVERVIEWS</domain>x</Item></GDALMetadata>")]
    [InlineData("<GDALMetadata><Item name=\"OVERVIEW&#95;FILE\" domain=\"OVERVIEW&#83;\">x</Item></GDALMetadata>")]
    [InlineData("<GDALMetadata><Item name=\"OVERVIEW&#x5f;FILE\" domain=\"O&#x56ERVIEWS\">x</Item></GDALMetadata>")]
    [InlineData("<GDALMetadata><Item name=\"XML\" domain=\"xml:VRT\">&lt;VRTDataset/><VRTDataset rasterXSize=\"1\"/></Item></GDALMetadata>")]
    public void Metadata_IsRefused_WhenItNamesAnotherFile(string xml) => Refused("external-reference", "GDAL_METADATA", new TiffBytes().With(42112, xml));

    [Theory]
    [InlineData("<GDALMetadata><Item name=\"OVR_RESAMPLING_ALG\">AVERAGE</Item></GDALMetadata>")]
    [InlineData("<GDALMetadata><Item name=\"DESCRIPTION\">with overviews, 5 &lt; 6 &#233; &#x20AC; &#10;</Item></GDALMetadata>")]
    public void Metadata_Passes_WhenItIsOnlyWords(string xml) => _ = Read(new TiffBytes().With(42112, xml));

    [Fact]
    public void Metadata_IsRefused_WhenItHasNoEnd()
    {
        _ = Read(new TiffBytes().With(42112, new string(' ', 250_000)));
        Refused("header-refused", "GDAL_METADATA has 300,001 bytes", new TiffBytes().With(42112, new string(' ', 300_000)));
        Refused("header-refused", "bytes to read", new TiffBytes { Directories = 30 }.With(42112, new string(' ', 250_000)));
        Refused("header-refused", "its tag 700 has 17,000,001 bytes", new TiffBytes().With(700, new string(' ', 17_000_000)));
    }

    private static TiffBytes Tiled(ulong side) => new TiffBytes().Without(278).Without(273).Without(279).With(322, 4, side).With(323, 4, side).With(324, 4, 16).With(325, 4, 256).With(259, 3, 8);
}
