using System.Text.Json;
using RasterEngine.Samples;
using Xunit;

namespace RasterEngine.Tests.Samples;

/// <summary>Published sample sizes and allocations: Olofsson et al. 2014 and AREA2's Cambodia example (algorithms.md §14).</summary>
public sealed class StrataPlanTests
{
    private static readonly double[] CambodiaShares = [.41211, .49320, .02195, .06674, .00365, .00234], CambodiaExpected = [.01, .01, .01, .6, 0, 0];

    private static readonly double[] OlofssonShares = [.02, .015, .32, .645], OlofssonAccuracies = [.7, .6, .9, .95];

    [Fact]
    public void Size_Is641_ForOlofssonsExample()
    {
        IReadOnlyList<SampleStratum> strata = Strata(OlofssonShares, OlofssonAccuracies, long.MaxValue / 8);

        double needed = StrataPlan.Needed(strata, StrataPlan.Parts(strata, Allocation.Neyman), .01);

        Assert.Equal(640.5359220665348, needed, 1e-9 * 640);
        Assert.Equal([13, 10, 205, 413], StrataPlan.Share(641, StrataPlan.Parts(strata, Allocation.Proportional)));
    }

    [Fact]
    public void Size_ShrinksWithTheFinitePopulation()
    {
        // Ten million pixels: fixtures/published.json, n_full_N1e7.
        SampleStratum[] strata = [.. OlofssonShares.Select((w, i) => new SampleStratum(i, $"{i}", (long)Math.Round(w * 1e7), w, w, OlofssonAccuracies[i], false))];

        Assert.Equal(640.4928569280671, StrataPlan.Needed(strata, StrataPlan.Parts(strata, Allocation.Neyman), .01), 1e-9 * 640);
    }

    [Fact]
    public void Size_Is625_ForCambodia_AndItsAllocationsAreThePublishedOnes()
    {
        IReadOnlyList<SampleStratum> strata = Strata(CambodiaShares, CambodiaExpected, long.MaxValue / 8);

        double needed = StrataPlan.Needed(strata, StrataPlan.Parts(strata, Allocation.Neyman), .005);

        Assert.Equal(624.5700157782059, needed, 1e-9 * 625);
        Assert.Equal([258, 308, 14, 42, 2, 1], StrataPlan.Share(625, StrataPlan.Parts(strata, Allocation.Proportional)));
        Assert.Equal([205, 245, 11, 164, 0, 0], StrataPlan.Share(625, StrataPlan.Parts(strata, Allocation.Neyman)));
    }

    [Fact]
    public void HandAllocation_MissesItsTarget_AndIsTold()
    {
        int[] byHand = [250, 300, 30, 50, 30, 30];
        SampleStratum[] strata = [.. Strata(CambodiaShares, CambodiaExpected, long.MaxValue / 8).Select((s, i) => s with { Drawn = byHand[i] })];

        double error = StrataPlan.ExpectedStandardError(strata);

        Assert.Equal(.00607, error, .000005);
        Assert.True(error > .005);
    }

    [Fact]
    public void Neyman_NeedsFewest_OfAllAllocations()
    {
        IReadOnlyList<SampleStratum> strata = Strata(CambodiaShares, CambodiaExpected, 1_000_000);
        double neyman = StrataPlan.Needed(strata, StrataPlan.Parts(strata, Allocation.Neyman), .005);

        Assert.All([Allocation.Proportional, Allocation.Equal, Allocation.Power], a => Assert.True(StrataPlan.Needed(strata, StrataPlan.Parts(strata, a), .005) > neyman));
    }

    [Theory]
    [InlineData(100, new[] { 30, 30, 2 }, new[] { 1000L, 1000L, 1000L }, 100)]
    [InlineData(100, new[] { 30, 30, 2 }, new[] { 1000L, 1000L, 20L }, 100)]
    [InlineData(50, new[] { 30, 30, 2 }, new[] { 1000L, 1000L, 20L }, 62)]
    [InlineData(5000, new[] { 30, 30, 2 }, new[] { 1000L, 1000L, 20L }, 2020)]
    public void Allocate_KeepsFloorsPopulationsAndTheSum(int units, int[] floors, long[] populations, int sum)
    {
        int[] drawn = StrataPlan.Allocate(units, [.005, .095, .9], floors, populations);

        Assert.Equal(sum, drawn.Sum());
        Assert.All(Enumerable.Range(0, 3), i => Assert.InRange(drawn[i], floors[i], populations[i]));
    }

    [Fact]
    public void NumbersHere_AreThoseOfThePublishedFile_WhenItIsAtHand()
    {
        string file = Repository.Path("..", "shared", "fixtures", "published.json");
        Assert.SkipUnless(File.Exists(file), "no published numbers beside the checkout");
        using var published = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement[] sizes = [.. published.RootElement.GetProperty("sample_size").EnumerateArray()];

        Assert.Equal(640.5359220665348, sizes[0].GetProperty("n_large_N").GetDouble());
        Assert.Equal(624.5700157782059, sizes[1].GetProperty("n").GetDouble());
        Assert.Equal(CambodiaShares, sizes[1].GetProperty("W").EnumerateArray().Select(e => e.GetDouble()));
    }

    private static IReadOnlyList<SampleStratum> Strata(double[] shares, double[] expected, long units) =>
        [.. shares.Select((w, i) => new SampleStratum(i, $"{i}", units, w, w, expected[i], false))];
}
