using System.Numerics;
using RasterEngine.Kernels;

namespace RasterEngine.Tests.Kernels;

/// <summary>The season rule told once more from its text, with fractions of unlimited length: slow, and without a line of the kernel.</summary>
internal sealed class SeasonOracle(IndexForm index, BandForm x, BandForm y, SeasonRule rule, int[] days)
{
    /// <summary>Class (0, 4, 5, 6), cycles and clear observations of one pixel.</summary>
    /// <param name="xs">Stored numbers of all dates.</param>
    /// <param name="ys">The same of the second band.</param>
    /// <param name="excluded">0 where nothing outside excludes the date.</param>
    public (int Class, int Cycles, int Clear) Answer(IReadOnlyList<long> xs, IReadOnlyList<long> ys, IReadOnlyList<int> excluded)
    {
        var seen = new List<(int Day, BigInteger N, BigInteger M)>();
        for (int k = 0; k < days.Length; k++)
        {
            if (excluded[k] == 0 && Observe(xs[k], ys[k]) is { } fraction)
            {
                seen.Add((days[k], fraction.N, fraction.M));
            }
        }

        if (seen.Count == 0)
        {
            return (0, 0, 0);
        }

        if (seen.Count < rule.MinClear || seen.Zip(seen.Skip(1), (a, b) => b.Day - a.Day).Any(gap => gap > rule.MaxGapDays))
        {
            return (5, 0, seen.Count);
        }

        (int Day, BigInteger N, BigInteger M)[] sorted = [.. seen.Order(Comparer<(int Day, BigInteger N, BigInteger M)>.Create((a, b) => (a.N * b.M).CompareTo(b.N * a.M)))];
        var low = sorted[rule.RobustLow && seen.Count >= 8 ? 1 : 0];
        var high = sorted[^1];
        bool isCropped = AtLeast(high.N, high.M, rule.PeakAt) && AtMost(low.N, low.M, rule.BareAt) && AtLeast((high.N * low.M) - (low.N * high.M), high.M * low.M, rule.Amplitude);
        if (!isCropped)
        {
            return (4, 0, seen.Count);
        }

        // What is neither canopy nor bare decides nothing; the rest is a word of c and b, and a cycle is a "bc" in it or a "c" before its first "b".
        string word = string.Concat(seen.Select(o => AtLeast(o.N, o.M, rule.PeakAt) ? "c" : AtMost(o.N, o.M, rule.BareAt) ? "b" : ""));
        int cycles = (word.Length - word.Replace("bc", "b", StringComparison.Ordinal).Length) + (word.StartsWith('c') && word.Contains('b', StringComparison.Ordinal) ? 1 : 0);
        return (6, Math.Min(7, cycles), seen.Count);
    }

    private (BigInteger N, BigInteger M)? Observe(long storedX, long storedY)
    {
        if (storedX == x.NoData || storedY == y.NoData || storedX == x.Saturated || storedY == y.Saturated)
        {
            return null;
        }

        // Everything in units of 10⁻⁴⁰.
        BigInteger rx = (storedX * Units(x.Scale)) + Units(x.Offset), ry = (storedY * Units(y.Scale)) + Units(y.Offset);
        BigInteger n = (Units(index.Nx) * rx) + (Units(index.Ny) * ry) + (Units(index.N0) * Units(1m));
        BigInteger m = (Units(index.Dx) * rx) + (Units(index.Dy) * ry) + (Units(index.D0) * Units(1m));
        return (rx.Sign < 0 && !x.MayBeNegative) || (ry.Sign < 0 && !y.MayBeNegative) || m.Sign <= 0 ? null : (n, m);
    }

    private static bool AtLeast(BigInteger n, BigInteger m, decimal threshold) => n * Units(1m) >= Units(threshold) * m;

    private static bool AtMost(BigInteger n, BigInteger m, decimal threshold) => n * Units(1m) <= Units(threshold) * m;

    private static BigInteger Units(decimal value)
    {
        BigInteger unit = BigInteger.Pow(10, 28);
        int[] bits = decimal.GetBits(value);
        BigInteger whole = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        BigInteger scaled = whole * unit / BigInteger.Pow(10, (bits[3] >> 16) & 0xFF);
        return bits[3] < 0 ? -scaled : scaled;
    }
}
