using CsCheck;
using RasterEngine.Fields;
using RasterEngine.Masks;
using RasterEngine.Tests.Masks;
using Xunit;

namespace RasterEngine.Tests.Fields;

public sealed class FieldFinderTests
{
    [Theory]
    [InlineData(Connectivity.Four, new long[] { 1, 1, 1, 3, 4, 6 })]
    [InlineData(Connectivity.Eight, new long[] { 1, 3, 6, 6 })]
    public void Fields_HaveThePublishedSizes_OnTheFixtureGrid(Connectivity connectivity, long[] sizes)
    {
        // algorithms.md §8 and published.json, "mmu".
        DrawnMask drawn = DrawnMask.Of("1100000 1100010 0010011 0001000 0000000 1000111 0000111", connectivity);
        Assert.Equal(sizes, drawn.Fields.Fields.Select(f => f.Pixels).Order());
        drawn.IsValid();
    }

    [Fact]
    public void Fields_AreThoseOfAFloodFill_InReadingOrder()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, 1_000_000], Gen.Int[1, 9], Gen.Int[1, 12], Gen.Bool).Sample(
            (width, height, seed, share, smallest, corners) =>
            {
                var random = new Random(seed);
                byte[] mask = [.. Enumerable.Range(0, width * height).Select(_ => random.Next(10) < share ? (byte)random.Next(2, 4) : (byte)random.Next(0, 5))];
                var drawn = new DrawnMask(mask, width, [2, 3], corners ? Connectivity.Eight : Connectivity.Four, 0, smallest);
                var expected = FloodFill.Patches(mask, width, corners).Where(p => p.Pixels.Count >= smallest).ToList();
                Assert.Equal(expected.Count, drawn.Fields.Fields.Count);
                for (int i = 0; i < expected.Count; i++)
                {
                    Field field = drawn.Fields.Fields[i];
                    (byte value, List<int> pixels) = expected[i];
                    Assert.Equal((value, pixels.Count, pixels.Count), (field.Class, field.Pixels, field.AreaSteps));
                    Assert.Equal(pixels.Order(), drawn.Pixels(i).Order());
                    Assert.Equal(pixels.Average(p => (p % width) + 0.5), field.CentreColumn, 1e-9);
                    Assert.Equal(pixels.Average(p => (p / width) + 0.5), field.CentreRow, 1e-9);
                }

                PatchTally tally = drawn.Fields.Tally;
                Assert.Equal(mask.Count(c => c is 2 or 3), tally.KeptPixels + tally.RemovedPixels);
            },
            iter: 500);
    }

    [Fact]
    public void Finder_RefusesWhatIsNoMask()
    {
        Assert.Throws<ArgumentException>(() => new FieldFinder(3, []));
        Assert.Throws<ArgumentException>(() => new FieldFinder(3, [0, 1]));
        Assert.Throws<ArgumentException>(() => new FieldFinder(3, [1]).AddRow(new byte[2], new long[3]));
    }
}
