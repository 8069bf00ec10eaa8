using System.Numerics;
using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>
/// Bins of whole stored numbers: ⌊1000·n ÷ m⌋ on the date's integer forms, exactly. Which pixels are observed is what
/// <see cref="PairPixel{TStored,TWide}"/> says of them.
/// </summary>
/// <typeparam name="TStored">byte, ushort or short.</typeparam>
/// <typeparam name="TWide">An integer that cannot overflow here: long, Int128 or BigInteger.</typeparam>
internal sealed class ExactIndexBins<TStored, TWide> : IndexBins<TStored>
    where TStored : unmanaged, IBinaryInteger<TStored>, IMinMaxValue<TStored>
    where TWide : struct, INumber<TWide>
{
    private readonly StoredBand<TStored> bandX, bandY;
    private readonly TWide nx, ny, n0, mx, my, m0, perUnit;

    public ExactIndexBins(DateForm form)
    {
        bandX = new(form.X);
        bandY = new(form.Y);
        (nx, ny, n0) = (TWide.CreateChecked(form.N[0]), TWide.CreateChecked(form.N[1]), TWide.CreateChecked(form.N[2]));
        (mx, my, m0) = (TWide.CreateChecked(form.M[0]), TWide.CreateChecked(form.M[1]), TWide.CreateChecked(form.M[2]));
        perUnit = TWide.CreateChecked(IndexHistogram.BinsPerUnit);
    }

    public override void Write(DatePixels<TStored> pixels, Span<short> bins)
    {
        for (int i = 0; i < bins.Length; i++)
        {
            bins[i] = pixels.Reason(i) != 0 ? NotObserved : Bin(pixels.X[i], pixels.Y[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private short Bin(TStored x, TStored y)
    {
        if (bandX.IsNoData(x) || bandY.IsNoData(y) || bandX.IsSaturated(x) || bandY.IsSaturated(y) || bandX.IsNegative(x) || bandY.IsNegative(y))
        {
            return NotObserved;
        }

        TWide a = TWide.CreateTruncating(x), b = TWide.CreateTruncating(y);
        TWide m = (mx * a) + (my * b) + m0;
        return m <= TWide.Zero ? NotObserved : Floor((nx * a) + (ny * b) + n0, m);
    }

    // The division is guessed in double and settled by k·m ≤ 1000·n < (k + 1)·m in whole numbers: dividing an Int128 costs twenty times as much.
    // Between the ends a guess is off by less than 1e-12, so its floor by one at most; beyond them it only has to stay outside.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private short Floor(TWide n, TWide m)
    {
        const int ends = IndexHistogram.ZeroBin;
        double guess = IndexHistogram.BinsPerUnit * double.CreateChecked(n) / double.CreateChecked(m);
        int k = (int)Math.Floor(Math.Clamp(guess, -ends - 1, ends));
        TWide left = TWide.CreateTruncating(k) * m, value = perUnit * n;
        if (left > value)
        {
            k--;
        }
        else if (left + m <= value)
        {
            k++;
        }

        return (short)(Math.Clamp(k, -ends, ends - 1) + ends);
    }
}
