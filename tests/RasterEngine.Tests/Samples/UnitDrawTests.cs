using RasterEngine.Samples;
using Xunit;

namespace RasterEngine.Tests.Samples;

public sealed class UnitDrawTests
{
    [Fact]
    public void Draw_IsTheSame_InAnyOrderAndAnyParts()
    {
        DrawnUnit[] units = [.. Enumerable.Range(0, 5000).Select(i => new DrawnUnit(i, (byte)(i % 3), 0, 1))];
        int[] wanted = [40, 1, 0];
        var whole = new UnitDraw(7, wanted);
        Array.ForEach(units, whole.Offer);

        var parts = new UnitDraw(7, wanted);
        foreach (DrawnUnit[] chunk in units.Reverse().Chunk(617))
        {
            var part = new UnitDraw(7, wanted);
            Array.ForEach(chunk, part.Offer);
            parts.Add(part);
        }

        Assert.Equal(41, whole.Drawn(7).Count);
        Assert.Equal(whole.Drawn(7), parts.Drawn(7));
        Assert.Equal(whole.Drawn(7).Count, whole.Drawn(7).Distinct().Count());
    }

    [Fact]
    public void LargerSample_HoldsTheSmaller_OfOneSeed()
    {
        Assert.Empty(Draw(3, 20).Except(Draw(3, 50)));
        Assert.NotEqual(Draw(3, 20).Order(), Draw(4, 20).Order());
    }

    [Fact]
    public void EveryUnit_HasTheSameChance()
    {
        // 4,000 seeds × 10 of 50: each unit 800 times on average; χ² with 49 degrees of freedom, corrected for drawing without replacement.
        int[] times = new int[50];
        for (int seed = 0; seed < 4000; seed++)
        {
            foreach (long unit in Draw(seed, 10, population: 50))
            {
                times[unit]++;
            }
        }

        double chi2 = times.Sum(t => (t - 800.0) * (t - 800.0) / 800) / (1 - (10 / 50.0));
        Assert.InRange(chi2, 23.98, 85.35); // 0.1 % and 99.9 % points.
    }

    [Fact]
    public void Numbering_TellsNothingOfTheStratum()
    {
        var draw = new UnitDraw(11, [200, 200]);
        for (int i = 0; i < 4000; i++)
        {
            draw.Offer(new DrawnUnit(i, (byte)(i / 2000), 0, 1));
        }

        // Mean rank of one of two shuffled halves of 400: 200.5 ± 5.78.
        double rank = draw.Drawn(11).Select((u, i) => (u, i)).Where(x => x.u.Stratum == 0).Average(x => x.i + 1.0);
        Assert.InRange(rank, 200.5 - (4 * 5.78), 200.5 + (4 * 5.78));
    }

    private static long[] Draw(long seed, int size, int population = 5000)
    {
        var draw = new UnitDraw(seed, [size]);
        for (int i = 0; i < population; i++)
        {
            draw.Offer(new DrawnUnit(i, 0, 0, 1));
        }

        return [.. draw.Drawn(seed).Select(u => u.Unit)];
    }
}
