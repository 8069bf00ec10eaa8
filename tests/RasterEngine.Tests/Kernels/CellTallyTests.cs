using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

public sealed class CellTallyTests
{
    [Fact]
    public void Tally_SumsPixelsAndAreas_PerCell()
    {
        byte[] table = new byte[256];
        table[2] = 1;
        table[130] = 9;
        var tally = new CellTally();
        byte[] classes = new byte[4];
        tally.Add([2, 130, 2, 0], [10, 20, 30, 40], table, classes);
        Assert.Equal([1, 9, 1, 0], classes);
        Assert.Equal((2, 40), (tally.Pixels[2], tally.Areas[2]));
        Assert.Equal((1, 20), (tally.Pixels[130], tally.Areas[130]));
    }

    [Fact]
    public void Crossings_AreExactlyTheCells16To127_AtEveryPositionAndLength()
    {
        var random = new Random(9);
        for (int length = 0; length < 40; length++)
        {
            byte[] cells = [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(192))];
            long[] areas = [.. cells.Select((_, i) => 1L << i)];
            var tally = new CellTally();
            tally.AddCrossings(cells, areas);
            Assert.Equal(cells.Select((c, i) => c is >= 16 and < 128 ? areas[i] : 0).Sum(), tally.Areas.ToArray().Sum());
            Assert.Equal(cells.Count(c => c is >= 16 and < 128), tally.Pixels.ToArray().Sum());
        }
    }
}
