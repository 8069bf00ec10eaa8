using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public class WindowTests
{
    private static readonly Window Whole = new(0, 0, 10, 8);

    [Fact]
    public void Ends_AreHalfOpen_AndTheCountIsTheirProduct()
    {
        var window = new Window(3, 2, 5, 4);
        Assert.Equal((8, 6, 20L, false), (window.EndColumn, window.EndRow, window.PixelCount, window.IsEmpty));
        Assert.Equal(4_611_686_014_132_420_609L, new Window(0, 0, int.MaxValue, int.MaxValue).PixelCount);
        Assert.Throws<OverflowException>(() => new Window(int.MaxValue, 0, 1, 1).EndColumn);
    }

    [Theory]
    [InlineData(0, 0, 10, 8, true)]
    [InlineData(9, 7, 1, 1, true)]
    [InlineData(-1, 0, 2, 2, false)]
    [InlineData(9, 7, 2, 1, false)]
    [InlineData(0, 7, 1, 2, false)]
    [InlineData(5, 5, int.MaxValue, 1, false)]
    [InlineData(50, 50, 0, 3, true)]
    public void Contains_IsTrue_WhenEveryPixelIsInside(int column, int row, int width, int height, bool inside) =>
        Assert.Equal(inside, Whole.Contains(new Window(column, row, width, height)));

    [Fact]
    public void Intersect_IsTheCommonPixels_OrEmpty()
    {
        Assert.Equal(new Window(4, 3, 6, 5), Whole.Intersect(new Window(4, 3, 100, 100)));
        Assert.Equal(Whole, Whole.Intersect(Whole));
        Assert.True(Whole.Intersect(new Window(10, 0, 5, 5)).IsEmpty);
        Assert.True(Whole.Intersect(new Window(2, 2, 0, 5)).IsEmpty);
        Assert.True(Whole.Intersect(new Window(int.MinValue, 0, int.MaxValue, 8)).IsEmpty);
    }

    [Fact]
    public void Shift_MovesTheCorner_AndKeepsTheShape() => Assert.Equal(new Window(-2, 5, 10, 8), Whole.Shift(-2, 5));
}
