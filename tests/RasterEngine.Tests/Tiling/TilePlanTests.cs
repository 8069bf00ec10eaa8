using CsCheck;
using RasterEngine.Gdal;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Tiling;

public sealed class TilePlanTests
{
    [Fact]
    public void Tiles_CoverEveryPixelOnce_AndCutNoBlock()
    {
        Gen.Select(Gen.Int[1, 900], Gen.Int[1, 900], Gen.Int[0, 700], Gen.Int[0, 700], Gen.OneOf(Gen.Const(1), Gen.Const(16), Gen.Const(100), Gen.Const(256), Gen.Const(512), Gen.Const(600)), Gen.OneOf(Gen.Const(1), Gen.Const(7), Gen.Const(64), Gen.Const(256), Gen.Const(512)))
            .Sample(
                (width, height, column, row, blockWidth, blockHeight) =>
                {
                    var plan = new TilePlan(width, height, column, row, blockWidth, blockHeight);
                    byte[] covered = new byte[width * height];
                    for (int i = 0; i < plan.Count; i++)
                    {
                        Window w = plan[i].Window;
                        Assert.True(w.PixelCount <= plan.LargestTilePixels && w.PixelCount > 0);
                        Assert.True(w.Column == 0 || (w.Column + column) % blockWidth == 0);
                        Assert.True(w.Row == 0 || (w.Row + row) % blockHeight == 0);
                        for (int r = w.Row; r < w.EndRow; r++)
                        {
                            covered.AsSpan((r * width) + w.Column, w.Width).AddOne();
                        }
                    }

                    return covered.All(c => c == 1);
                },
                iter: 300);
    }

    [Theory]
    [InlineData(10980, 10980, 512, 512, 512, 512)]
    [InlineData(10980, 10980, 256, 256, 512, 512)]
    [InlineData(10980, 10980, 1024, 1024, 1024, 1024)]
    [InlineData(578, 379, 578, 1, 578, 453)]
    [InlineData(10980, 10980, 10980, 10980, 8192, 512)]
    [InlineData(10980, 10980, 10980, 1, 10980, 23)]
    [InlineData(10980, 10980, 10980, 16, 10980, 16)]
    public void Tile_IsAMultipleOfTheBlock_NearAQuarterMegapixel(int width, int height, int blockWidth, int blockHeight, int tileWidth, int tileHeight)
    {
        var plan = new TilePlan(width, height, 0, 0, blockWidth, blockHeight);
        Assert.Equal((tileWidth, tileHeight), (plan.TileWidth, plan.TileHeight));
    }
}

internal static class SpanCounting
{
    /// <summary>Adds 1 to every element.</summary>
    public static void AddOne(this Span<byte> span)
    {
        foreach (ref byte b in span)
        {
            b++;
        }
    }
}
