using RasterEngine.Kernels;
using RasterEngine.Masks;
using Xunit;

namespace RasterEngine.Tests.Masks;

public sealed class CellMeaningTests
{
    [Fact]
    public void ClassesWritten_AreThoseOfTheTable_ForEveryPossibleCellAtEveryPlace()
    {
        byte[] table = CellMeaning.ClassTable();
        byte[] possible = [.. Enumerable.Range(0, 256).Where(Cell.IsPossible).Select(c => (byte)c)];
        Assert.Equal(4 + (12 * 7) + (64 - 16), possible.Length);
        for (int start = 0; start < possible.Length; start++)
        {
            byte[] cells = [.. possible[start..], .. possible[..start]], classes = new byte[possible.Length];
            CellMeaning.WriteClasses(cells, classes);
            Assert.Equal(cells.Select(c => table[c]), classes);
        }
    }

    [Fact]
    public void ClassAndCrossing_SayTheSame()
    {
        foreach (int cell in Enumerable.Range(0, 256).Where(Cell.IsPossible))
        {
            ChangeClass value = CellMeaning.OfRule.Class(cell);
            Assert.Equal(value switch { ChangeClass.Gained => Crossing.Up, ChangeClass.Lost => Crossing.Down, _ => Crossing.None }, Crossing.Of(cell));
        }
    }
}
