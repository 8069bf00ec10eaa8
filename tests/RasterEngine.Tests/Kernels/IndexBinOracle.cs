using System.Numerics;
using RasterEngine.Kernels;

namespace RasterEngine.Tests.Kernels;

/// <summary>The bin of a pixel straight from the definition, in whole numbers: every decimal × 10²⁸. Shares no code with the engine.</summary>
internal sealed class IndexBinOracle(IndexForm index, BandForm x, BandForm y)
{
    private static readonly BigInteger One = BigInteger.Pow(10, 28);

    /// <summary>−1 when the pixel was not observed.</summary>
    public int Bin(int sx, int sy)
    {
        if (sx == x.NoData || sy == y.NoData || sx == x.Saturated || sy == y.Saturated)
        {
            return -1;
        }

        BigInteger rx = (sx * Whole(x.Scale)) + Whole(x.Offset), ry = (sy * Whole(y.Scale)) + Whole(y.Offset);
        BigInteger n = (Whole(index.Nx) * rx) + (Whole(index.Ny) * ry) + (Whole(index.N0) * One);
        BigInteger m = (Whole(index.Dx) * rx) + (Whole(index.Dy) * ry) + (Whole(index.D0) * One);
        if (rx.Sign < 0 || ry.Sign < 0 || m.Sign <= 0)
        {
            return -1;
        }

        // ⌊(n/m + 1.25) ÷ 0.001⌋ = ⌊(1000·n + 1250·m) ÷ m⌋.
        BigInteger over = (1000 * n) + (1250 * m);
        BigInteger floor = BigInteger.DivRem(over, m, out BigInteger rest);
        return (int)BigInteger.Min(2499, BigInteger.Max(0, rest.Sign < 0 ? floor - 1 : floor));
    }

    // Written out in digits, which is a way no engine code goes.
    private static BigInteger Whole(decimal value)
    {
        string digits = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        int places = point < 0 ? 0 : digits.Length - point - 1;
        return BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) * BigInteger.Pow(10, 28 - places);
    }
}
