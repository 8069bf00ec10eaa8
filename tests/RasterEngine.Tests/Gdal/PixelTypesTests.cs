using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public class PixelTypesTests
{
    [Fact]
    public void Of_IsGdalsTypeOfTheSameSize_ForEveryNumberItHas()
    {
        (PixelType Type, int Size)[] types =
        [
            (PixelTypes.Of<byte>(), sizeof(byte)), (PixelTypes.Of<sbyte>(), sizeof(sbyte)), (PixelTypes.Of<ushort>(), sizeof(ushort)),
            (PixelTypes.Of<short>(), sizeof(short)), (PixelTypes.Of<uint>(), sizeof(uint)), (PixelTypes.Of<int>(), sizeof(int)),
            (PixelTypes.Of<ulong>(), sizeof(ulong)), (PixelTypes.Of<long>(), sizeof(long)), (PixelTypes.Of<float>(), sizeof(float)),
            (PixelTypes.Of<double>(), sizeof(double)),
        ];
        Assert.All(types, pair => Assert.Equal(pair.Size, pair.Type.SizeInBytes()));
        Assert.Equal(types.Length, types.Select(pair => pair.Type).Distinct().Count());
        Assert.Throws<ArgumentException>(() => PixelTypes.Of<char>());
        Assert.Throws<ArgumentException>(() => PixelTypes.Of<decimal>());
    }

    [Fact]
    public void Numbers_AreGdalsOwn_WhenABandIsReadBack()
    {
        foreach (PixelType type in Enum.GetValues<PixelType>().Except([PixelType.Unknown, PixelType.Int8]))
        {
            using Dataset dataset = Dataset.CreateMemory(3, 2, 1, type);
            Assert.Equal(type, dataset.Band(1).PixelType);
        }
    }

    [Fact]
    public void Int8_IsRefusedBeforeC_WhenGdalIsOlderThanThreePointSeven()
    {
        Assert.SkipWhen(GdalLibrary.VersionNumber >= 3070000, "This GDAL has Int8.");
        Assert.Throws<ArgumentException>(() => Dataset.CreateMemory(3, 2, 1, PixelType.Int8));
        using Dataset dataset = Dataset.CreateMemory(3, 2, 1, PixelType.Byte);
        Assert.Throws<ArgumentException>(() => dataset.Band(1).Read<sbyte>(new Window(0, 0, 3, 2), new sbyte[6]));
    }
}
