using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

public sealed class CrossingTallyTests
{
    [Fact]
    public void Tally_SumsUpAndDown()
    {
        var random = new Random(9);
        byte[] crossings = [.. Enumerable.Range(0, 257).Select(i => i % 64 < 32 ? Crossing.None : (byte)random.Next(3))];
        long[] areas = [.. crossings.Select(_ => 1_000_000_007L + random.Next())];
        CrossingTally tally = new(), sum = new();
        tally.Add(crossings, areas);
        sum.Add(tally);
        sum.AddSums((1, 5), (2, 7));
        (long Pixels, long Areas) Of(byte crossing) => (crossings.Count(c => c == crossing), crossings.Zip(areas).Where(p => p.First == crossing).Sum(p => p.Second));
        ((long Pixels, long Areas) up, (long Pixels, long Areas) down) = (Of(Crossing.Up), Of(Crossing.Down));
        Assert.Equal((up, down), (tally.Up, tally.Down));
        Assert.Equal(((up.Pixels + 1, up.Areas + 5), (down.Pixels + 2, down.Areas + 7)), (sum.Up, sum.Down));
    }

    [Fact]
    public void Tally_Refuses_WhenLengthsDiffer() => Assert.Throws<ArgumentException>(() => new CrossingTally().Add([1, 2], [3L]));
}
