using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

public sealed class BandOfPixelsTests
{
    [Fact]
    public void Take_EqualsTheDefinition_ForEveryBandAndLength()
    {
        foreach (int bands in (int[])[1, 2, 3, 4, 5, 12])
        {
            for (int length = 0; length <= 70; length++)
            {
                var shorts = new ushort[length * bands];
                var floats = new float[length * bands];
                for (int i = 0; i < shorts.Length; i++)
                {
                    (shorts[i], floats[i]) = ((ushort)(i * 40503), i + 0.5f);
                }

                for (int band = 0; band < bands; band++)
                {
                    var taken = new ushort[length + 1];
                    var takenFloats = new float[length];
                    BandOfPixels.Take<ushort>(shorts, bands, band, taken.AsSpan(0, length));
                    BandOfPixels.Take<float>(floats, bands, band, takenFloats);
                    Assert.Equal([.. shorts.Where((_, i) => i % bands == band), 0], taken);
                    Assert.Equal(floats.Where((_, i) => i % bands == band), takenFloats);
                }
            }
        }
    }

    [Fact]
    public void Take_Refuses_WhenThereIsNoSuchBandOrAnotherLength()
    {
        Assert.Throws<ArgumentException>(() => BandOfPixels.Take<byte>(new byte[8], 4, 4, new byte[2]));
        Assert.Throws<ArgumentException>(() => BandOfPixels.Take<byte>(new byte[8], 4, -1, new byte[2]));
        Assert.Throws<ArgumentException>(() => BandOfPixels.Take<byte>(new byte[9], 4, 1, new byte[2]));
    }
}
