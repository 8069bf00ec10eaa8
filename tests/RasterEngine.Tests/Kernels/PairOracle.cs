using System.Numerics;
using RasterEngine.Kernels;

namespace RasterEngine.Tests.Kernels;

/// <summary>
/// The comparison straight from its definition in algorithms.md §1 and contract.md §3, in exact fractions of BigInteger.
/// Shares no code with the engine but the meaning of a cell.
/// </summary>
internal sealed class PairOracle(IndexForm index, BandForm x1, BandForm y1, BandForm x2, BandForm y2, decimal[] thresholds, decimal[] changes)
{
    public byte Cell(int sx1, int sy1, int sx2, int sy2)
    {
        int before = State(sx1, sy1, x1, y1, out Fraction i1);
        int after = State(sx2, sy2, x2, y2, out Fraction i2);
        if (before >= 4 || after >= 4)
        {
            return (byte)(128 + (before * 8) + after);
        }

        if (before == after)
        {
            return (byte)((before * 32) + (after * 8) + 3);
        }

        Fraction difference = i2 - i1;
        int up = changes.Count(d => difference >= Fraction.Of(d));
        int down = changes.Count(d => -difference >= Fraction.Of(d));
        return (byte)((before * 32) + (after * 8) + 3 + up - down);
    }

    private int State(int sx, int sy, BandForm bx, BandForm by, out Fraction value)
    {
        value = default;
        if (sx == bx.NoData || sy == by.NoData)
        {
            return 4;
        }

        if (sx == bx.Saturated || sy == by.Saturated)
        {
            return 6;
        }

        Fraction x = (Fraction.Of(sx) * Fraction.Of(bx.Scale)) + Fraction.Of(bx.Offset);
        Fraction y = (Fraction.Of(sy) * Fraction.Of(by.Scale)) + Fraction.Of(by.Offset);
        Fraction n = (Fraction.Of(index.Nx) * x) + (Fraction.Of(index.Ny) * y) + Fraction.Of(index.N0);
        Fraction m = (Fraction.Of(index.Dx) * x) + (Fraction.Of(index.Dy) * y) + Fraction.Of(index.D0);
        if (x.Sign < 0 || y.Sign < 0 || m.Sign <= 0)
        {
            return 5;
        }

        Fraction i = value = n / m;
        return thresholds.Count(t => i >= Fraction.Of(t));
    }

    private readonly record struct Fraction(BigInteger Over, BigInteger Under)
    {
        public int Sign => Over.Sign * Under.Sign;

        public static Fraction Of(int v) => new(v, 1);

        public static Fraction Of(decimal v)
        {
            BigInteger under = 1;
            while (v != decimal.Truncate(v))
            {
                v *= 10m;
                under *= 10;
            }

            return new((BigInteger)v, under);
        }

        public static Fraction operator +(Fraction a, Fraction b) => new((a.Over * b.Under) + (b.Over * a.Under), a.Under * b.Under);

        public static Fraction operator -(Fraction a, Fraction b) => new((a.Over * b.Under) - (b.Over * a.Under), a.Under * b.Under);

        public static Fraction operator -(Fraction a) => new(-a.Over, a.Under);

        public static Fraction operator *(Fraction a, Fraction b) => new(a.Over * b.Over, a.Under * b.Under);

        public static Fraction operator /(Fraction a, Fraction b) => new(a.Over * b.Under, a.Under * b.Over);

        public static bool operator >=(Fraction a, Fraction b) => (a - b).Sign >= 0;

        public static bool operator <=(Fraction a, Fraction b) => (a - b).Sign <= 0;
    }
}
