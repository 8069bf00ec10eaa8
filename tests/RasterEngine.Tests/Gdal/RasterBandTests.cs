using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public class RasterBandTests
{
    [Fact]
    public void BytesOfTheCaller_AreReadWhereTheyLie()
    {
        byte[] pixels = [1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33];
        using Dataset dataset = Dataset.OverPixels(pixels, 2, 2, 3);
        byte[] second = new byte[4];
        dataset.Band(2).Read<byte>(new Window(0, 0, 2, 2), second);
        Assert.Equal([2, 12, 22, 32], second);
        pixels[4] = 99;
        dataset.Band(2).Read<byte>(new Window(1, 0, 1, 1), second.AsSpan(0, 1));
        Assert.Equal(99, second[0]);
        Assert.Throws<ArgumentException>(() => Dataset.OverPixels(pixels, 2, 2, 4));
    }

    [Fact]
    public void Annotations_ComeBack_WhenTheFileIsReopened()
    {
        using var folder = new TemporaryFolder();
        using (Dataset created = Dataset.Create(folder["a.tif"], "GTiff", 40, 30, 2, PixelType.Int16, "TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"))
        {
            RasterBand band = created.Band(2);
            band.SetNoData(-9999);
            band.SetScale(0.0001);
            band.SetOffset(-0.1);
            band.SetDescription("B08 – nahes Infrarot");
            band.SetMetadata("WAVELENGTH", "842");
            band.SetMetadata("KEY", "ours", "RASTERENGINE");
            created.Close();
        }
        using Dataset dataset = Dataset.Open(folder["a.tif"]);
        RasterBand reopened = dataset.Band(2);
        Assert.Equal((2, PixelType.Int16, 16, 32), (reopened.Number, reopened.PixelType, reopened.BlockWidth, reopened.BlockHeight));
        Assert.Equal((-9999, 0.0001, -0.1), (reopened.NoData, reopened.Scale, reopened.Offset));
        Assert.Equal("B08 – nahes Infrarot", reopened.Description);
        Assert.Equal(("842", "ours"), (reopened.Metadata("WAVELENGTH"), reopened.Metadata("KEY", "RASTERENGINE")));
        Assert.Equal(MaskFlags.NoData, reopened.MaskFlags);
        Assert.Equal((null, null, ""), (dataset.Band(1).Scale, dataset.Band(1).Offset, dataset.Band(1).Description));
        Assert.Equal(-9999, dataset.Band(1).NoData); // one for all bands of a TIFF
    }

    [Theory]
    [InlineData(PixelType.Float32, double.NaN)]
    [InlineData(PixelType.Float64, -1.7976931348623157e308)]
    [InlineData(PixelType.Byte, 255)]
    [InlineData(PixelType.Int64, -9007199254740992)]
    [InlineData(PixelType.UInt64, 9007199254740992)]
    public void NoData_ComesBack_InEveryKindOfNumber(PixelType type, double value)
    {
        using var folder = new TemporaryFolder();
        using (Dataset created = Dataset.Create(folder["a.tif"], "GTiff", 4, 4, 1, type))
        {
            Assert.Null(created.Band(1).NoData);
            created.Band(1).SetNoData(value);
            created.Close();
        }
        using Dataset dataset = Dataset.Open(folder["a.tif"]);
        Assert.Equal(value, dataset.Band(1).NoData);
    }

    [Theory]
    [InlineData(PixelType.Int64, 0.5)]
    [InlineData(PixelType.Int64, double.NaN)]
    [InlineData(PixelType.UInt64, -1)]
    [InlineData(PixelType.Int64, 9.3e18)]
    public void NoData_IsTheCallersMistake_WhenAWideIntegerCannotHoldIt(PixelType type, double value)
    {
        using Dataset dataset = Dataset.CreateMemory(4, 4, 1, type);
        Assert.Throws<ArgumentException>(() => dataset.Band(1).SetNoData(value));
    }

    [Fact]
    public void ColourTable_ComesBack_WhenTheFileIsReopened()
    {
        using var folder = new TemporaryFolder();
        ColourEntry[] colours = [new(1, 200, 30, 40, 255), new(2, 10, 120, 60, 255), new(255, 1, 2, 3, 255)];
        using (Dataset created = Dataset.Create(folder["a.tif"], "GTiff", 4, 4, 1, PixelType.Byte))
        {
            created.Band(1).SetColourTable(colours);
            created.Close();
        }
        using Dataset dataset = Dataset.Open(folder["a.tif"]);
        Assert.Equal("Palette", dataset.Band(1).ColourInterpretation);
        IReadOnlyList<ColourEntry> table = dataset.Band(1).ColourTable();
        Assert.Equal(256, table.Count);
        Assert.All(colours, colour => Assert.Equal(colour, table[colour.Value]));
        Assert.Equal((0, 0, 0), (table[7].Red, table[7].Green, table[7].Blue));
        using Dataset plain = Dataset.CreateMemory(4, 4, 1, PixelType.Byte);
        Assert.Empty(plain.Band(1).ColourTable());
    }

    [Fact]
    public void ColourInterpretation_IsTheNameGiven_OrTheCallersMistake()
    {
        using Dataset dataset = Dataset.CreateMemory(4, 4, 2, PixelType.Byte);
        dataset.Band(2).SetColourInterpretation("Alpha");
        Assert.Equal("Alpha", dataset.Band(2).ColourInterpretation);
        Assert.True(dataset.Band(1).MaskFlags.HasFlag(MaskFlags.Alpha));
        Assert.Throws<ArgumentException>(() => dataset.Band(1).SetColourInterpretation("Mauve"));
    }

    [Fact]
    public void Read_RoundsAndClamps_WhenTheTypesDiffer()
    {
        using Dataset dataset = Dataset.CreateMemory(4, 1, 1, PixelType.Float32);
        var row = new Window(0, 0, 4, 1);
        dataset.Band(1).Write<float>(row, [-3.7f, 1.5f, 254.4f, 1e9f]);
        byte[] bytes = new byte[4];
        dataset.Band(1).Read<byte>(row, bytes);
        Assert.Equal([0, 2, 254, 255], bytes);
        short[] shorts = new short[4];
        dataset.Band(1).Read<short>(row, shorts);
        Assert.Equal([-4, 2, 254, 32767], shorts);
        double[] doubles = new double[4];
        dataset.Band(1).Read<double>(row, doubles);
        Assert.Equal(-3.7f, doubles[0]);
    }

    [Fact]
    public void Read_TakesTheNearestPixel_WhenTheSizesDiffer()
    {
        using var folder = new TemporaryFolder();
        using Dataset dataset = Dataset.Open(TestRaster.Write(folder["a.tif"]));
        byte[] half = new byte[50 * 25];
        dataset.Band(1).Read<byte>(new Window(20, 10, 100, 50), 50, 25, half);
        for (int i = 0; i < half.Length; i++)
            Assert.Equal(TestRaster.Pixel(20 + i % 50 * 2 + 1, 10 + i / 50 * 2 + 1), half[i]);
        byte[] twice = new byte[8 * 4];
        dataset.Band(1).Read<byte>(new Window(3, 5, 4, 2), 8, 4, twice);
        for (int i = 0; i < twice.Length; i++)
            Assert.Equal(TestRaster.Pixel(3 + i % 8 / 2, 5 + i / 8 / 2), twice[i]);
    }

    [Fact]
    public void ReadMask_IsZero_WhereThePixelIsNodata()
    {
        using Dataset dataset = Dataset.CreateMemory(3, 2, 1, PixelType.UInt16);
        var whole = new Window(0, 0, 3, 2);
        dataset.Band(1).SetNoData(7);
        dataset.Band(1).Write<ushort>(whole, [7, 1, 2, 3, 7, 65535]);
        byte[] mask = new byte[6];
        dataset.Band(1).ReadMask(whole, mask);
        Assert.Equal([0, 255, 255, 255, 0, 255], mask);
    }

    [Fact]
    public void ReadMask_IsTheFilesOwnMask_WhenItHasOne()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.tif"], TiffWithMask());
        using Dataset dataset = Dataset.Open(folder["a.tif"]);
        Assert.Equal(MaskFlags.PerDataset, dataset.Band(1).MaskFlags);
        byte[] mask = new byte[4 * 2];
        dataset.Band(1).ReadMask(new Window(4, 0, 4, 2), mask);
        Assert.Equal([255, 255, 0, 0, 255, 255, 255, 0], mask);
    }

    /// <summary>8 × 2 pixels of bytes and, in a second directory, their mask of one bit a pixel: 6 valid in the first row, 7 in the second.</summary>
    private static byte[] TiffWithMask()
    {
        using var stream = new MemoryStream();
        using var tiff = new BinaryWriter(stream);
        const int Data = 8, Mask = Data + 16, First = Mask + 2, Entries = 10, Second = First + 2 + 12 * Entries + 4;
        tiff.Write((byte[])[(byte)'I', (byte)'I', 42, 0]);
        tiff.Write(First);
        tiff.Write(Enumerable.Range(1, 16).Select(i => (byte)i).ToArray());
        tiff.Write((byte[])[0b1111_1100, 0b1111_1110]);
        Directory(subfile: 0, bits: 8, photometric: 1, Data, count: 16, next: Second);
        Directory(subfile: 4, bits: 1, photometric: 4, Mask, count: 2, next: 0);
        return stream.ToArray();

        void Directory(int subfile, int bits, int photometric, int offset, int count, int next)
        {
            tiff.Write((short)Entries);
            foreach ((int tag, int value) in (ReadOnlySpan<(int, int)>)
                [(254, subfile), (256, 8), (257, 2), (258, bits), (259, 1), (262, photometric), (273, offset), (277, 1), (278, 2), (279, count)])
            {
                tiff.Write((ushort)tag);
                tiff.Write((short)4);
                tiff.Write(1);
                tiff.Write(value);
            }
            tiff.Write(next);
        }
    }

    [Theory]
    [InlineData(0, 0, 10, 10, 99)]
    [InlineData(0, 0, 10, 10, 101)]
    [InlineData(195, 0, 6, 1, 6)]
    [InlineData(0, 149, 1, 2, 2)]
    [InlineData(-1, 0, 2, 2, 4)]
    [InlineData(0, 0, 0, 5, 0)]
    [InlineData(0, 0, -2, -2, 4)]
    [InlineData(1, 1, int.MaxValue, 1, 4)]
    public void Pixels_AreTheCallersMistake_WhenWindowOrLengthIsWrong(int column, int row, int width, int height, int length)
    {
        using Dataset dataset = Dataset.CreateMemory(200, 150, 1, PixelType.Byte);
        RasterBand band = dataset.Band(1);
        var window = new Window(column, row, width, height);
        ArgumentException e = Assert.Throws<ArgumentException>(() => band.Read<byte>(window, new byte[length]));
        Assert.Contains("expected", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => band.Write<byte>(window, new byte[length]));
        Assert.Throws<ArgumentException>(() => band.ReadMask(window, new byte[length]));
        Assert.Throws<ArgumentException>(() => band.Read<byte>(window, 3, 3, new byte[8]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public void Band_IsTheCallersMistake_WhenThereIsNoneOfThatNumber(int number)
    {
        using Dataset dataset = Dataset.CreateMemory(4, 4, 2, PixelType.Byte);
        Assert.Contains($"Found band {number}, expected 1 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Band(number)).Message, StringComparison.Ordinal);
        Assert.Same(dataset.Band(2), dataset.Band(2));
    }

    [Fact]
    public void Band_IsDead_AfterItsDatasetIsClosed()
    {
        Dataset dataset = Dataset.CreateMemory(4, 4, 1, PixelType.Byte);
        RasterBand band = dataset.Band(1);
        dataset.Close();
        Assert.Throws<ObjectDisposedException>(() => band.Read<byte>(new Window(0, 0, 1, 1), new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => band.NoData);
        Assert.Throws<ObjectDisposedException>(() => dataset.GeoTransform);
    }

    [Theory]
    [InlineData("DEFLATE")]
    [InlineData("ZSTD")]
    public void Read_NamesFileBandAndWindow_WhenATileIsCorrupt(string compress)
    {
        using var folder = new TemporaryFolder();
        string path = TestRaster.Write(folder["a.tif"], compress: compress);
        Corruption.OverwriteFirstTile(path);
        using Dataset dataset = Dataset.Open(path);
        GdalException e = Assert.Throws<GdalException>(() => dataset.Band(1).Read<byte>(new Window(60, 0, 10, 10), new byte[100]));
        Assert.Equal(("GDALRasterIOEx", path), (e.Function, e.Path));
        Assert.StartsWith($"{path}: band 1, the 10 × 10 pixels at column 60, row 0: ", e.Message, StringComparison.Ordinal);
        byte[] beside = new byte[100];
        dataset.Band(1).Read<byte>(new Window(64, 64, 10, 10), beside);
        Assert.Equal(TestRaster.Pixels(new Window(64, 64, 10, 10)), beside);
    }

    [Fact]
    public void Read_IsRefused_WhenTheFileIsCutShort()
    {
        using var folder = new TemporaryFolder();
        string path = TestRaster.Write(folder["cog.tif"]);
        using (Dataset source = Dataset.Open(path))
            source.CreateCopy(folder["b.tif"], "COG", "BLOCKSIZE=128");
        using (FileStream file = File.OpenWrite(folder["b.tif"]))
            file.SetLength(file.Length / 2);
        using Dataset dataset = Dataset.Open(folder["b.tif"]);
        Assert.Throws<GdalException>(() => dataset.Band(1).Read<byte>(new Window(0, 0, 200, 150), new byte[200 * 150]));
    }
}
