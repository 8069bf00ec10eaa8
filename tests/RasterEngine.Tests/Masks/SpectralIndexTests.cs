using RasterEngine.Kernels;
using RasterEngine.Masks;
using Xunit;

namespace RasterEngine.Tests.Masks;

public sealed class SpectralIndexTests
{
    [Theory]
    [InlineData("NDVI", 0.45f, 0.05f, 0.8)]
    [InlineData("GNDVI", 0.45f, 0.09f, 0.6666667)]
    [InlineData("NDMI", 0.30f, 0.20f, 0.2)]
    [InlineData("NDWI", 0.10f, 0.30f, -0.5)]
    [InlineData("NBR", 0.35f, 0.15f, 0.4)]
    [InlineData("SAVI", 0.45f, 0.05f, 0.6)] // 1.5 · 0.4 ÷ 1.0
    [InlineData("EVI2", 0.45f, 0.05f, 0.6369427)] // 2.5 · 0.4 ÷ 1.57
    public void Index_EqualsItsFormula_WorkedByHand(string name, float first, float second, double expected)
    {
        SpectralIndex index = SpectralIndex.Find(name)!;
        Assert.Equal(expected, new IndexKernel(index.Form).Pixel(first, second), 1e-6);
        Assert.NotEmpty(index.Source);
    }

    [Fact]
    public void Index_StaysInItsRange_OverAllReflectances()
    {
        foreach (SpectralIndex index in SpectralIndex.All)
        {
            var kernel = new IndexKernel(index.Form);
            for (int x = 0; x <= 100; x++)
            {
                for (int y = x == 0 ? 1 : 0; y <= 100; y++)
                {
                    Assert.InRange(kernel.Pixel(x / 100f, y / 100f), (float)index.Smallest - 1e-6f, (float)index.Largest + 1e-6f);
                }
            }
        }
    }

    [Fact]
    public void Meaning_OfTheRule_IsOneOfNineReadingsOfTheSameCells()
    {
        // Before below T − 0.05, after at T + 0.05 or more, up by D but not by D + 0.05.
        byte cell = Cell.Observed(0, 3, 2);
        Assert.Equal(ChangeClass.Gained, CellMeaning.OfRule.Class(cell));
        Assert.Equal(ChangeClass.Other, new CellMeaning(1, 2).Class(cell));
        Assert.Equal(ChangeClass.Gained, new CellMeaning(0, 0).Class(cell));
        Assert.Equal(ChangeClass.Lost, CellMeaning.OfRule.Class(Cell.Observed(2, 1, -2)));
        Assert.Equal(ChangeClass.Kept, CellMeaning.OfRule.Class(Cell.Observed(2, 1, -1)));
        Assert.Equal(ChangeClass.Kept, new CellMeaning(0, 1).Class(Cell.Observed(2, 1, -2)));
        Assert.Equal(ChangeClass.NotSeen, CellMeaning.OfRule.Class(Cell.NotSeen(2, Cell.NoData)));
    }
}
