using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// The index of one date as integer linear forms of the two stored numbers:
/// index = (N[0]·x + N[1]·y + N[2]) ÷ (M[0]·x + M[1]·y + M[2]). Scale and offset are inside the coefficients, so no rounding ever happens.
/// </summary>
public sealed class DateForm
{
    public DateForm(IndexForm index, BandForm x, BandForm y)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Scale <= 0m || y.Scale <= 0m)
        {
            throw new ArgumentException($"a scale must be greater than 0; found {x.Scale} and {y.Scale}");
        }

        Index = index;
        X = x;
        Y = y;
        BigInteger[] c = DecimalInteger.ToIntegers(
            index.Nx * x.Scale,
            index.Ny * y.Scale,
            (index.Nx * x.Offset) + (index.Ny * y.Offset) + index.N0,
            index.Dx * x.Scale,
            index.Dy * y.Scale,
            (index.Dx * x.Offset) + (index.Dy * y.Offset) + index.D0);
        N = [c[0], c[1], c[2]];
        M = [c[3], c[4], c[5]];
    }

    public IndexForm Index { get; }

    public BandForm X { get; }

    public BandForm Y { get; }

    /// <summary>Numerator coefficients: of x, of y, constant.</summary>
    internal BigInteger[] N { get; }

    /// <summary>Denominator coefficients: of x, of y, constant.</summary>
    internal BigInteger[] M { get; }
}
