using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tests.Gdal;
using Xunit;

namespace RasterEngine.Tests.Scenes;

/// <summary>Files beside a raster change no number of it.</summary>
public sealed class SidecarTests
{
    private static readonly Window Whole = new(0, 0, 200, 150);

    [Fact]
    public void Sidecars_ChangeNoNumber_WhenTheyTellOfNoDataOverviewsAndAMask()
    {
        using var folder = new TemporaryFolder();
        string path = TestRaster.Write(folder["a.tif"], annotate: created => created.Band(1).SetNoData(3));
        (double? NoData, byte[] Pixels, byte[] Small, byte[] Mask) alone = Read(path);
        Assert.Equal(3, alone.NoData);
        Assert.Equal(TestRaster.Pixels(Whole), alone.Pixels);
        Assert.Equal(TestRaster.Pixels(Whole).Select(p => (byte)(p == 3 ? 0 : 255)), alone.Mask);

        File.WriteAllText(path + ".aux.xml", "<PAMDataset><PAMRasterBand band=\"1\"><NoDataValue>1</NoDataValue><Scale>5</Scale></PAMRasterBand></PAMDataset>");
        WriteBeside(path + ".ovr", 100, 75, 255);
        WriteBeside(path + ".msk", 200, 150, 0);
        (double? NoData, byte[] Pixels, byte[] Small, byte[] Mask) accompanied = Read(path);
        Assert.Equal(alone.NoData, accompanied.NoData);
        Assert.Equal(alone.Pixels, accompanied.Pixels);
        Assert.Equal(alone.Small, accompanied.Small);
        Assert.Equal(alone.Mask, accompanied.Mask);
    }

    [Fact]
    public void Sidecars_ChangeNothing_WhenTheFileHasNoNoDataOfItsOwn()
    {
        using var folder = new TemporaryFolder();
        string path = TestRaster.Write(folder["a.tif"]);
        File.WriteAllText(path + ".aux.xml", "<PAMDataset><PAMRasterBand band=\"1\"><NoDataValue>1</NoDataValue></PAMRasterBand></PAMDataset>");
        using Dataset dataset = SceneFile.Open("a.tif", path);
        Assert.Null(dataset.Band(1).NoData);
        Assert.Equal(MaskFlags.AllValid, dataset.Band(1).MaskFlags);
    }

    private static (double? NoData, byte[] Pixels, byte[] Small, byte[] Mask) Read(string path)
    {
        using Dataset dataset = SceneFile.Open(path, path);
        RasterBand band = dataset.Band(1);
        byte[] pixels = new byte[Whole.PixelCount], mask = new byte[Whole.PixelCount], small = new byte[100 * 75];
        band.Read<byte>(Whole, pixels);
        band.Read<byte>(Whole, 100, 75, small);
        band.ReadMask(Whole, mask);
        return (band.NoData, pixels, small, mask);
    }

    private static void WriteBeside(string path, int width, int height, byte value)
    {
        using Dataset dataset = Dataset.Create(path, "GTiff", width, height, 1, PixelType.Byte);
        dataset.SetMetadata("INTERNAL_MASK_FLAGS_1", "2");
        dataset.Band(1).Write<byte>(new Window(0, 0, width, height), [.. Enumerable.Repeat(value, width * height)]);
        dataset.Close();
    }
}
