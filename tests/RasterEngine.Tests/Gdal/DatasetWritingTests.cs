using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public class DatasetWritingTests
{
    private static readonly Window Square = new(0, 0, 64, 64);

    [Fact]
    public void Close_TellsOfAFullDisk_WhichTheWritesDidNot()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        Dataset dataset = Dataset.Create("/dev/full", "GTiff", 64, 64, 1, PixelType.Byte);
        dataset.Band(1).Write<byte>(Square, new byte[64 * 64]);
        GdalException e = Assert.Throws<GdalException>(dataset.Close);
        Assert.Equal(("GDALClose", "/dev/full"), (e.Function, e.Path));
        Assert.Contains("No space left on device", e.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => dataset.Band(1));
        dataset.Close();
        dataset.Dispose();
    }

    [Fact]
    public void Dispose_IsSilent_WhenTheDiskIsFull()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        Dataset dataset = Dataset.Create("/dev/full", "GTiff", 64, 64, 1, PixelType.Byte);
        dataset.Band(1).Write<byte>(Square, new byte[64 * 64]);
        dataset.Dispose();
    }

    [Theory]
    [InlineData("COG")]
    [InlineData("PNG")]
    [InlineData("GTiff")]
    public void CreateCopy_TellsOfAFullDisk_InEveryFormat(string driver)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        using Dataset dataset = Dataset.CreateMemory(64, 64, 1, PixelType.Byte);
        TestRaster.Fill(dataset);
        Assert.Equal("/dev/full", Assert.Throws<GdalException>(() => dataset.CreateCopy("/dev/full", driver)).Path);
    }

    [Fact]
    public void Create_IsRefused_WhenTheFolderIsMissingOrTheNameIsVirtual()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder["missing"], "a.tif");
        Assert.Equal(path, Assert.Throws<GdalException>(() => Dataset.Create(path, "GTiff", 4, 4, 1, PixelType.Byte)).Path);
        Assert.Throws<GdalException>(() => Dataset.Create("/vsimem/a.tif", "GTiff", 4, 4, 1, PixelType.Byte));
        using Dataset memory = Dataset.CreateMemory(4, 4, 1, PixelType.Byte);
        Assert.Throws<GdalException>(() => memory.CreateCopy("/vsimem/a.tif", "COG"));
    }

    [Fact]
    public void Create_IsTheCallersMistake_WhenAnArgumentIsWrong()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.Create(folder["a.tif"], "GTiff", 0, 4, 1, PixelType.Byte));
        Assert.Throws<ArgumentException>(() => Dataset.Create(folder["a.tif"], "VRT", 4, 4, 1, PixelType.Byte));
        Assert.Throws<ArgumentException>(() => Dataset.Create(folder["a.tif"], "GTiff", 4, 4, 1, PixelType.Unknown));
        Assert.Throws<ArgumentException>(() => Dataset.Create(folder["a.tif"], "GTiff", 4, 4, 1, PixelType.Byte, "TILED"));
    }

    [Fact]
    public void Cog_HasItsLayoutPixelsAndPlace_WhenReopened()
    {
        using var folder = new TemporaryFolder();
        var place = new GeoTransform(500000, 10, 0, 5400000, 0, -10);
        using (Dataset memory = Dataset.CreateMemory(1100, 600, 1, PixelType.Byte))
        {
            memory.SetGeoTransform(place);
            memory.SetSpatialReference(SpatialReference.FromEpsg(32633));
            TestRaster.Fill(memory);
            memory.CreateCopy(folder["cog.tif"], "COG", "COMPRESS=DEFLATE", "BLOCKSIZE=256");
        }
        Assert.Equal(["cog.tif"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
        Assert.Contains("LAYOUT=IFDS_BEFORE_DATA", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder["cog.tif"])[..200]), StringComparison.Ordinal);
        using Dataset cog = Dataset.Open(folder["cog.tif"]);
        var whole = new Window(0, 0, 1100, 600);
        byte[] pixels = new byte[whole.PixelCount];
        cog.Band(1).Read<byte>(whole, pixels);
        Assert.True(TestRaster.Pixels(whole).AsSpan().SequenceEqual(pixels));
        Assert.Equal((256, 256), (cog.Band(1).BlockWidth, cog.Band(1).BlockHeight));
        Assert.Equal((place, "EPSG:32633"), (cog.GeoTransform, cog.SpatialReference!.Code));
    }

    [Fact]
    public void Png_HasItsSignature_AndNoSidecar()
    {
        using var folder = new TemporaryFolder();
        using (Dataset memory = Dataset.CreateMemory(20, 10, 4, PixelType.Byte))
        {
            string[] names = ["Red", "Green", "Blue", "Alpha"];
            for (int i = 0; i < names.Length; i++)
                memory.Band(i + 1).SetColourInterpretation(names[i]);
            TestRaster.Fill(memory);
            memory.CreateCopy(folder["a.png"], "PNG");
        }
        byte[] picture = File.ReadAllBytes(folder["a.png"]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], picture[..8]);
        Assert.Equal(6, picture[25]); // colour type: truecolour with alpha
        Assert.Equal(["a.png"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Copy_IsRefused_WhenItNeedsADriverThatIsNotAllowed()
    {
        // The COG driver makes a mask of the alpha band for JPEG, by way of a VRT.
        using var folder = new TemporaryFolder();
        using Dataset memory = Dataset.CreateMemory(32, 32, 4, PixelType.Byte);
        memory.Band(4).SetColourInterpretation("Alpha");
        Assert.Contains("VRT", Assert.Throws<GdalException>(() => memory.CreateCopy(folder["a.tif"], "COG", "COMPRESS=JPEG")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadOnlyFile_RefusesToBeWritten()
    {
        using var folder = new TemporaryFolder();
        string path = TestRaster.Write(folder["a.tif"]);
        byte[] before = File.ReadAllBytes(path);
        using (Dataset dataset = Dataset.Open(path))
            Assert.Equal(path, Assert.Throws<GdalException>(() => dataset.Band(1).Write<byte>(Square, new byte[64 * 64])).Path);
        Assert.Equal(before, File.ReadAllBytes(path));
    }
}
