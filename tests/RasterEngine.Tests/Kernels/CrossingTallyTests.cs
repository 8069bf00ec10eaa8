using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

public sealed class CrossingTallyTests
{
    [Fact]
    public void Tally_SumsUpAndDown_AtEveryLength()
    {
        var random = new Random(9);
        for (int length = 0; length <= 257; length++)
        {
            byte[] crossings = [.. Enumerable.Range(0, length).Select(i => i % 64 < 32 ? Crossing.None : (byte)random.Next(3))];
            ushort[] above = [.. Enumerable.Range(0, length).Select(_ => (ushort)random.Next(CrossingTally.MostAbove + 1))];
            Check(crossings, 1_000_000_007, above);
        }
    }

    [Fact]
    public void Tally_OverflowsNothing_WhenEveryPixelOfAVeryLongRowIsLargest()
    {
        byte[] crossings = new byte[1_200_000];
        Array.Fill(crossings, Crossing.Down);
        Array.Fill(crossings, Crossing.Up, 0, 500_000);
        ushort[] above = new ushort[crossings.Length];
        Array.Fill(above, (ushort)CrossingTally.MostAbove);
        Check(crossings, 12, above);
    }

    [Fact]
    public void Tally_Refuses_WhenLengthsDiffer()
    {
        Assert.Throws<ArgumentException>(() => new CrossingTally().Add([1, 2], [3L]));
        Assert.Throws<ArgumentException>(() => new CrossingTally().Add([1, 2], 0, [(ushort)3]));
    }

    private static void Check(byte[] crossings, long floor, ushort[] above)
    {
        CrossingTally whole = new(), told = new(), sum = new();
        whole.Add(crossings, [.. above.Select(a => floor + a)]);
        told.Add(crossings, floor, above);
        sum.Add(told);
        (long Pixels, long Areas) Of(byte crossing) => (crossings.Count(c => c == crossing), crossings.Zip(above).Where(p => p.First == crossing).Sum(p => floor + p.Second));
        foreach (CrossingTally tally in (CrossingTally[])[whole, told, sum])
        {
            Assert.Equal(Of(Crossing.Up), tally.Up);
            Assert.Equal(Of(Crossing.Down), tally.Down);
        }
    }
}
