using CsCheck;
using RasterEngine.Masks;
using Xunit;

namespace RasterEngine.Tests.Masks;

public sealed class PatchFinderTests
{
    [Theory]
    [InlineData(Connectivity.Four, new long[] { 1, 1, 1, 3, 4, 6 })]
    [InlineData(Connectivity.Eight, new long[] { 1, 3, 6, 6 })]
    public void Patches_HaveThePublishedSizes_OnTheFixtureGrid(Connectivity connectivity, long[] sizes)
    {
        // algorithms.md §8 and published.json, "mmu".
        byte[] grid = [.. "1100000110001000100110001000000000010001110000111".Select(c => c == '1' ? (byte)2 : (byte)4)];
        for (long unit = 0; unit <= 8; unit++)
        {
            (PatchFinder finder, byte[] sieved) = Sieve(grid, Ones(49), 7, connectivity, unit);
            PatchTally tally = finder.Tally(ChangeClass.Gained);
            Assert.Equal((sizes.Count(s => s >= unit), sizes.Count(s => s < unit)), (tally.KeptPatches, tally.RemovedPatches));
            Assert.Equal((sizes.Where(s => s >= unit).Sum(), sizes.Where(s => s < unit).Sum()), (tally.KeptPixels, tally.RemovedPixels));
            Assert.Equal(tally.KeptPixels, sieved.Count(c => c == 2));
        }
    }

    [Fact]
    public void Sieve_EqualsAFloodFill_OnRandomMasks()
    {
        Gen.Select(Gen.Int[1, 45], Gen.Int[1, 45], Gen.Int[0, 1_000_000], Gen.Int[1, 9], Gen.Long[0, 60], Gen.Bool)
            .Sample(
                (width, height, seed, share, unit, corners) =>
                {
                    var random = new Random(seed);
                    byte[] mask = [.. Enumerable.Range(0, width * height).Select(_ => random.Next(10) < share ? (byte)random.Next(2, 4) : (byte)random.Next(0, 5))];
                    long[] areas = [.. mask.Select(_ => (long)random.Next(1, 10))];
                    (byte[] expected, PatchTally gained, PatchTally lost) = Expected(mask, areas, width, corners, unit);
                    (PatchFinder finder, byte[] found) = Sieve(mask, areas, width, corners ? Connectivity.Eight : Connectivity.Four, unit);
                    Assert.Equal(expected, found);
                    Assert.Equal(gained, finder.Tally(ChangeClass.Gained));
                    Assert.Equal(lost, finder.Tally(ChangeClass.Lost));
                },
                iter: 3000);
    }

    [Theory]
    [InlineData(Connectivity.Four)]
    [InlineData(Connectivity.Eight)]
    public void Spiral_IsOnePatch_HoweverLateItsArmsMeet(Connectivity connectivity)
    {
        const int side = 401;
        byte[] mask = Spiral(side);
        int pixels = mask.Count(c => c == 3);
        (PatchFinder finder, byte[] sieved) = Sieve(mask, Ones(mask.Length), side, connectivity, pixels);
        Assert.Equal(new PatchTally(1, pixels, pixels, 0, 0, 0), finder.Tally(ChangeClass.Lost));
        Assert.All(mask.Zip(sieved), p => Assert.True(p is { First: 3, Second: 3 } or { First: 2, Second: 4 })); // the gained between the turns is smaller
        (finder, sieved) = Sieve(mask, Ones(mask.Length), side, connectivity, pixels + 1);
        Assert.Equal(new PatchTally(0, 0, 0, 1, pixels, pixels), finder.Tally(ChangeClass.Lost));
        Assert.DoesNotContain((byte)3, sieved);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Comb_IsOnePatch_WhetherItsBackIsAboveOrBelow(bool below)
    {
        // Ten thousand teeth that only the back joins.
        const int width = 20_001, height = 6;
        byte[] mask = new byte[width * height];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = i / width == (below ? height - 1 : 0) || i % width % 2 == 0 ? (byte)2 : (byte)3;
        }

        (PatchFinder finder, _) = Sieve(mask, Ones(mask.Length), width, Connectivity.Four, 6);
        long teeth = width + (10_001L * (height - 1));
        Assert.Equal(new PatchTally(1, teeth, teeth, 0, 0, 0), finder.Tally(ChangeClass.Gained));
        Assert.Equal(new PatchTally(0, 0, 0, 10_000, 50_000, 50_000), finder.Tally(ChangeClass.Lost));
    }

    [Fact]
    public void Patch_OfExactlyTheUnit_IsKept()
    {
        byte[] mask = [2, 2, 4, 3, 3, 3];
        long[] areas = [70, 30, 1000, 33, 33, 33];
        (PatchFinder finder, byte[] sieved) = Sieve(mask, areas, 6, Connectivity.Eight, 100);
        Assert.Equal([2, 2, 4, 1, 1, 1], sieved);
        Assert.Equal(new PatchTally(1, 2, 100, 0, 0, 0), finder.Tally(ChangeClass.Gained));
        Assert.Equal(new PatchTally(0, 0, 0, 1, 3, 99), finder.Tally(ChangeClass.Lost));
    }

    [Fact]
    public void GainedAndLost_NeverMerge_ThoughTheyTouch()
    {
        byte[] mask = [2, 3, 2, 3, 3, 2, 3, 2];
        (PatchFinder finder, byte[] sieved) = Sieve(mask, Ones(8), 4, Connectivity.Eight, 5);
        Assert.Equal([4, 1, 4, 1, 1, 4, 1, 4], sieved);
        Assert.Equal((1, 1), (finder.Tally(ChangeClass.Gained).RemovedPatches, finder.Tally(ChangeClass.Lost).RemovedPatches));
        (finder, _) = Sieve(mask, Ones(8), 4, Connectivity.Four, 2);
        Assert.Equal((4, 0), (finder.Tally(ChangeClass.Gained).RemovedPatches, finder.Tally(ChangeClass.Gained).KeptPatches));
        Assert.Equal((4, 0), (finder.Tally(ChangeClass.Lost).RemovedPatches, finder.Tally(ChangeClass.Lost).KeptPatches));
    }

    [Fact]
    public void Sieve_ChangesNothingElse_AndComesInAnyOrder()
    {
        var random = new Random(31);
        byte[] mask = [.. Enumerable.Range(0, 300 * 40).Select(_ => (byte)random.Next(0, 5))];
        (PatchFinder finder, byte[] once) = Sieve(mask, Ones(mask.Length), 40, Connectivity.Four, 4);
        byte[] again = [.. mask];
        int rewritten = 0;
        Parallel.For(0, 300, row => Interlocked.Add(ref rewritten, finder.SieveRow(299 - row, again.AsSpan((299 - row) * 40, 40))));
        Assert.Equal(once, again);
        Assert.Equal(rewritten, finder.Tally(ChangeClass.Gained).RemovedPixels + finder.Tally(ChangeClass.Lost).RemovedPixels);
        Assert.All(mask.Zip(once), p => Assert.True(p.First == p.Second || p is { First: 2, Second: 4 } or { First: 3, Second: 1 }));
    }

    [Fact]
    public void Rows_AreRefused_WhenTheyAreNotThoseOfTheMask()
    {
        var finder = new PatchFinder(3);
        finder.AddRow([2, 0, 2], [1, 1, 1]);
        Assert.Throws<ArgumentException>(() => finder.AddRow([2, 0], [1, 1]));
        Assert.Throws<InvalidOperationException>(() => finder.SieveRow(0, new byte[3]));
        Assert.Throws<InvalidOperationException>(() => finder.Tally(ChangeClass.Gained));
        finder.Complete(5);
        Assert.Throws<InvalidOperationException>(() => finder.AddRow([2, 0, 2], [1, 1, 1]));
        Assert.Throws<ArgumentException>(() => finder.SieveRow(0, [2, 0, 0]));
        Assert.Throws<ArgumentException>(() => finder.SieveRow(0, [2, 3, 2]));
        Assert.Throws<ArgumentException>(() => finder.SieveRow(1, [2, 0, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => finder.Tally(ChangeClass.Kept));
        Assert.Equal(2, finder.SieveRow(0, [2, 0, 2]));
    }

    private static (PatchFinder Finder, byte[] Sieved) Sieve(byte[] mask, long[] areas, int width, Connectivity connectivity, long unit)
    {
        var finder = new PatchFinder(width, connectivity);
        int height = mask.Length / width;
        for (int row = 0; row < height; row++)
        {
            finder.AddRow(mask.AsSpan(row * width, width), areas.AsSpan(row * width, width));
        }

        finder.Complete(unit);
        byte[] sieved = [.. mask];
        for (int row = 0; row < height; row++)
        {
            finder.SieveRow(row, sieved.AsSpan(row * width, width));
        }

        return (finder, sieved);
    }

    private static (byte[] Mask, PatchTally Gained, PatchTally Lost) Expected(byte[] mask, long[] areas, int width, bool corners, long unit)
    {
        byte[] result = [.. mask];
        var patches = FloodFill.Patches(mask, width, corners).Select(p => (p.Class, p.Pixels, Area: p.Pixels.Sum(i => areas[i]))).ToList();
        foreach (var patch in patches.Where(p => p.Area < unit))
        {
            patch.Pixels.ForEach(i => result[i] = patch.Class == 2 ? (byte)4 : (byte)1);
        }

        PatchTally Tally(byte value)
        {
            var kept = patches.Where(p => p.Class == value && p.Area >= unit).ToList();
            var removed = patches.Where(p => p.Class == value && p.Area < unit).ToList();
            return new(kept.Count, kept.Sum(p => p.Pixels.Count), kept.Sum(p => p.Area), removed.Count, removed.Sum(p => p.Pixels.Count), removed.Sum(p => p.Area));
        }

        return (result, Tally(2), Tally(3));
    }

    // One line of lost from the outer corner to the middle, with a line of gained between its turns.
    private static byte[] Spiral(int side)
    {
        byte[] mask = new byte[side * side];
        Array.Fill(mask, (byte)2);
        int x = 0, y = 0, dx = 1, dy = 0;
        mask[0] = 3;
        for (int length = side - 1, turns = 0; length > 0; turns++)
        {
            for (int i = 0; i < length; i++)
            {
                x += dx;
                y += dy;
                mask[(y * side) + x] = 3;
            }

            (dx, dy) = (-dy, dx);
            length -= turns >= 2 && turns % 2 == 0 ? 2 : 0;
        }

        return mask;
    }

    private static long[] Ones(int length) => [.. Enumerable.Repeat(1L, length)];
}
