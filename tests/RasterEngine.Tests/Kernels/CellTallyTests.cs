using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

public sealed class CellTallyTests
{
    [Fact]
    public void Tally_SumsPixelsAndAreas_PerCell()
    {
        var tally = new CellTally();
        tally.Add([2, 130, 2, 0], [10, 20, 30, 40]);
        Assert.Equal((2, 40), (tally.Pixels[2], tally.Areas[2]));
        Assert.Equal((1, 20), (tally.Pixels[130], tally.Areas[130]));
    }

    [Fact]
    public void Tally_IsTheSame_WhenAreasAreToldFromFloors()
    {
        // Floors that change, lengths that fill no block of four, and more pixels than one packed run holds.
        var random = new Random(5);
        CellTally whole = new(), told = new();
        foreach ((int length, long floor) in ((int, long)[])[(0, 7), (1, 7), (3, 7), (257, 1_000_000), (600_000, 1_000_000), (600_001, 99_999_999_999), (6, 0)])
        {
            byte[] cells = [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(Cell.Count))];
            ushort[] above = [.. Enumerable.Range(0, length).Select(_ => (ushort)random.Next(ushort.MaxValue + 1))];
            whole.Add(cells, [.. above.Select(a => floor + a)]);
            told.Add(cells, floor, above);
        }

        Assert.Equal(whole.Pixels.ToArray(), told.Pixels.ToArray());
        Assert.Equal(whole.Areas.ToArray(), told.Areas.ToArray());
        CellTally sum = new();
        sum.Add(told);
        Assert.Equal(whole.Areas.ToArray(), sum.Areas.ToArray());
    }

    [Fact]
    public void Tally_Refuses_WhenLengthsDiffer()
    {
        Assert.Throws<ArgumentException>(() => new CellTally().Add([1, 2], [3L]));
        Assert.Throws<ArgumentException>(() => new CellTally().Add([1, 2], 0, [(ushort)3]));
    }
}
