using System.Numerics;
using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

/// <summary>Both dates binned together: by 16-bit numbers where they tell, exactly where they do not.</summary>
public sealed class PairBinsTests
{
    [Theory]
    [MemberData(nameof(PairCases.Names), MemberType = typeof(PairCases))]
    public void Pairs_EqualFloorsOfExactFractions(string name)
    {
        Assert.InRange(Check<ushort>(name, new StoredTuples<ushort>(20_011, 31)), 1000, 20_000);
        Check<short>(name, new StoredTuples<short>(10_007, 32));
        Check<byte>(name, new StoredTuples<byte>(10_007, 33));
    }

    [Fact]
    public void Pair_BeginsAtItsEdge_OneCountBelowLiesInThePairBefore()
    {
        // x : y = 50 + k : 50 − k makes NDVI k/50 exactly.
        var form = PairCases.All["plain"].Form;
        for (int k = -49; k <= 49; k++)
        {
            ushort[] x = [(ushort)((50 + k) * 601), (ushort)(((50 + k) * 601) - 1)], y = [(ushort)((50 - k) * 601), (ushort)((50 - k) * 601)];
            Assert.Equal(k / 50m, JointBins.LowerEdge(63 + k));
            Assert.Equal([((63 + k) * 126) + 63 + k, ((62 + k) * 126) + 62 + k], Pairs<ushort>(form, new(x, y, []), new(x, y, [])).Select(p => (int)p));
        }
    }

    [Fact]
    public void Tally_AddsUpPairs_WhateverTheirFloorAndOrder()
    {
        var random = new Random(34);
        JointTally one = new(), other = new();
        var expected = new SortedDictionary<int, (long Pixels, long Area)>();
        foreach ((int run, long floor) in (ReadOnlySpan<(int, long)>)[(700_000, 1_000_000), (3, 999_990), (700_000, 1_000_000)])
        {
            short[] pairs = [.. Enumerable.Range(0, run).Select(_ => (short)(random.Next(3) == 0 ? JointBins.NotObserved : random.Next(40) * 390))];
            ushort[] above = [.. pairs.Select(_ => (ushort)random.Next(65_536))];
            one.Add(pairs, floor, above);
            other.Add(pairs, [.. above.Select(a => a + floor)]);
            for (int i = 0; i < run; i++)
            {
                if (pairs[i] != JointBins.NotObserved)
                {
                    (long pixels, long area) = expected.GetValueOrDefault(pairs[i]);
                    expected[pairs[i]] = (pixels + 1, area + floor + above[i]);
                }
            }
        }

        Assert.Equal(expected.Select(e => ((int)e.Key, e.Value.Pixels, e.Value.Area)), one.Sums);
        Assert.Equal(one.Sums, other.Sums);
        one.Add(other);
        Assert.Equal(expected.Select(e => ((int)e.Key, 2 * e.Value.Pixels, 2 * e.Value.Area)), one.Sums);
        Assert.Throws<ArgumentException>(() => one.Add([1, 2], 5, [7]));
    }

    // The number of pixels observed on both dates.
    private static int Check<T>(string name, StoredTuples<T> tuples)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        PairCases.Case c = PairCases.All[name];
        IndexBinOracle first = new(c.Index, c.X1, c.Y1), second = new(c.Index, c.X2, c.Y2);
        byte[] excluded = [.. Enumerable.Range(0, tuples.X1.Length).Select(i => (byte)(i % 7 == 0 ? Cell.Masked : 0))];
        short[] found = Pairs<T>(c.Form, new(tuples.X1, tuples.Y1, []), new(tuples.X2, tuples.Y2, excluded));
        int seen = 0;
        for (int i = 0; i < found.Length; i++)
        {
            int before = Bin(first.Bin(int.CreateChecked(tuples.X1[i]), int.CreateChecked(tuples.Y1[i])));
            int after = Bin(second.Bin(int.CreateChecked(tuples.X2[i]), int.CreateChecked(tuples.Y2[i])));
            int expected = before < 0 || after < 0 || excluded[i] != 0 ? JointBins.NotObserved : (before * 126) + after;
            Assert.True(expected == found[i], $"{tuples.X1[i]} {tuples.Y1[i]} {tuples.X2[i]} {tuples.Y2[i]}: pair {found[i]}, expected {expected}");
            seen += expected == JointBins.NotObserved ? 0 : 1;
        }

        return seen;

        // Thousandths from −1.25 on, to fiftieths from −1.26 on.
        static int Bin(int thousandths) => thousandths < 0 ? -1 : (int)Math.Floor((thousandths + 10) / 20m);
    }

    // In rows, as a tile is compared; rows without extremes among them take the short way.
    private static short[] Pairs<T>(PairForm form, DatePixels<T> before, DatePixels<T> after)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        const int row = 61;
        var kernel = new PairKernel<T>(form);
        var bins = new PairBins<T>(form);
        DateStates beforeStates = new(row), afterStates = new(row);
        short[] pairs = new short[before.Length];
        for (int start = 0; start < pairs.Length; start += row)
        {
            int length = Math.Min(row, pairs.Length - start);
            DatePixels<T> b = before.Slice(start, length), a = after.Slice(start, length);
            kernel.PrepareBefore(b, beforeStates);
            kernel.PrepareAfter(a, afterStates);
            bins.Write(b, beforeStates, a, afterStates, pairs.AsSpan(start, length));
        }

        return pairs;
    }
}
