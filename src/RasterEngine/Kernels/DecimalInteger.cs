using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>Decimals as whole numbers over a power of ten, so that comparisons of them are comparisons of integers.</summary>
public static class DecimalInteger
{
    /// <summary><paramref name="value"/> = integer ÷ 10^places, with as few places as possible.</summary>
    public static (BigInteger Integer, int Places) Split(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        int places = (bits[3] >> 16) & 0xFF;
        BigInteger integer = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        while (places > 0 && integer % 10 == 0)
        {
            integer /= 10;
            places--;
        }

        return (bits[3] < 0 ? -integer : integer, places);
    }

    /// <summary>The smallest whole numbers that stand in the same ratios as <paramref name="values"/>, with the factor that was taken out.</summary>
    public static BigInteger[] ToIntegers(params ReadOnlySpan<decimal> values)
    {
        int places = 0;
        foreach (decimal value in values)
        {
            places = Math.Max(places, Split(value).Places);
        }

        var integers = new BigInteger[values.Length];
        BigInteger divisor = BigInteger.Zero;
        for (int i = 0; i < values.Length; i++)
        {
            (BigInteger integer, int own) = Split(values[i]);
            integers[i] = integer * BigInteger.Pow(10, places - own);
            divisor = BigInteger.GreatestCommonDivisor(divisor, integers[i]);
        }

        if (divisor > BigInteger.One)
        {
            for (int i = 0; i < integers.Length; i++)
            {
                integers[i] /= divisor;
            }
        }

        return integers;
    }
}
