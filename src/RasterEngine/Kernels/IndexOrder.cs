using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// Which of two observations of one pixel has the larger index: exactly for whole stored numbers, in double for floats.
/// n₁/m₁ against n₂/m₂ by cross-multiplication, denominators being positive.
/// </summary>
/// <typeparam name="T">byte, ushort, short, float or double.</typeparam>
public sealed class IndexOrder<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private static readonly bool IsReal = typeof(T) == typeof(float) || typeof(T) == typeof(double);

    private readonly StoredExclusions<T> exclusionsX, exclusionsY;
    private readonly bool mayBeNegativeX, mayBeNegativeY;
    private readonly Int128[] exact = [];
    private readonly double[] real;
    private readonly double scaleX, offsetX, scaleY, offsetY;
    private readonly BigInteger smallestX, smallestY;

    /// <exception cref="NotSupportedException">Scale and offset of so many digits that 128 bits cannot compare exactly.</exception>
    public IndexOrder(DateForm date)
    {
        ArgumentNullException.ThrowIfNull(date);
        exclusionsX = new(date.X);
        exclusionsY = new(date.Y);
        (mayBeNegativeX, mayBeNegativeY) = (date.X.MayBeNegative, date.Y.MayBeNegative);
        (smallestX, smallestY) = (date.X.SmallestNonNegative(), date.Y.SmallestNonNegative());
        (scaleX, offsetX, scaleY, offsetY) = ((double)date.X.Scale, (double)date.X.Offset, (double)date.Y.Scale, (double)date.Y.Offset);
        IndexForm f = date.Index;
        real = [(double)f.Nx, (double)f.Ny, (double)f.N0, (double)f.Dx, (double)f.Dy, (double)f.D0];
        if (!IsReal)
        {
            BigInteger[] all = [.. date.N, .. date.M];
            BigInteger reach = all.Max(BigInteger.Abs) * ((2 * (BigInteger)ushort.MaxValue) + 1);
            exact = reach * reach <= (BigInteger)Int128.MaxValue ? [.. all.Select(c => (Int128)c)] : throw new NotSupportedException("scale and offset have too many digits to composite exactly");
        }
    }

    /// <summary>0 when observed, else the state of <see cref="Cell"/> that excludes it.</summary>
    public byte State(T x, T y)
    {
        byte stateX = exclusionsX.State(x), stateY = exclusionsY.State(y);
        if (stateX != 0 || stateY != 0)
        {
            return stateX == Cell.NoData || stateY == Cell.NoData ? (byte)Cell.NoData : (byte)Cell.Saturated;
        }

        bool isNegative = IsReal
            ? (!mayBeNegativeX && (double.CreateChecked(x) * scaleX) + offsetX < 0) || (!mayBeNegativeY && (double.CreateChecked(y) * scaleY) + offsetY < 0)
            : (!mayBeNegativeX && BigInteger.CreateChecked(x) < smallestX) || (!mayBeNegativeY && BigInteger.CreateChecked(y) < smallestY);
        bool hasIndex = IsReal ? Real(x, y).M > 0 : Exact(x, y).M > 0;
        return isNegative || !hasIndex ? (byte)Cell.NoIndex : (byte)0;
    }

    /// <summary>The index as a number, in double; NaN when it is not observed.</summary>
    public double Index(T x, T y)
    {
        if (State(x, y) != 0)
        {
            return double.NaN;
        }

        (double n, double m) = Real(x, y);
        return n / m;
    }

    /// <summary>Less than 0 when the first observation's index is smaller, 0 when they are equal, more than 0 when it is larger. Both must be observed.</summary>
    public int Compare(T x1, T y1, T x2, T y2)
    {
        if (IsReal)
        {
            (double n1, double m1) = Real(x1, y1);
            (double n2, double m2) = Real(x2, y2);
            return (n1 * m2).CompareTo(n2 * m1);
        }

        (Int128 a1, Int128 b1) = Exact(x1, y1);
        (Int128 a2, Int128 b2) = Exact(x2, y2);
        return (a1 * b2).CompareTo(a2 * b1);
    }

    private (Int128 N, Int128 M) Exact(T x, T y)
    {
        Int128 a = Int128.CreateTruncating(x), b = Int128.CreateTruncating(y);
        return ((exact[0] * a) + (exact[1] * b) + exact[2], (exact[3] * a) + (exact[4] * b) + exact[5]);
    }

    private (double N, double M) Real(T x, T y)
    {
        double a = (double.CreateChecked(x) * scaleX) + offsetX, b = (double.CreateChecked(y) * scaleY) + offsetY;
        return ((real[0] * a) + (real[1] * b) + real[2], (real[3] * a) + (real[4] * b) + real[5]);
    }
}
