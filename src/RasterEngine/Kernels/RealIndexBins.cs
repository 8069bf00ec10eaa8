using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// Bins of float32 and float64 scenes. A value is in bin k or above exactly when <see cref="PairRealPixel{TStored}"/> would say that it reaches
/// the bin's lower edge: n ≥ edge·m in double, without a division deciding and without fused steps.
/// </summary>
internal sealed class RealIndexBins<T> : IndexBins<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly double[] Edges = [.. Enumerable.Range(0, IndexHistogram.BinCount).Select(bin => (double)IndexHistogram.LowerEdge(bin))];

    private readonly T noDataX, noDataY, saturatedX, saturatedY;
    private readonly double scaleX, offsetX, scaleY, offsetY, leastX, leastY;
    private readonly double nx, ny, n0, mx, my, m0;

    public RealIndexBins(DateForm form)
    {
        (noDataX, noDataY) = (Stored(form.X.NoData), Stored(form.Y.NoData));
        (saturatedX, saturatedY) = (Stored(form.X.Saturated), Stored(form.Y.Saturated));
        (scaleX, offsetX) = ((double)form.X.Scale, (double)form.X.Offset);
        (scaleY, offsetY) = ((double)form.Y.Scale, (double)form.Y.Offset);
        (leastX, leastY) = (form.X.MayBeNegative ? double.NegativeInfinity : 0, form.Y.MayBeNegative ? double.NegativeInfinity : 0);
        (nx, ny, n0) = ((double)form.Index.Nx, (double)form.Index.Ny, (double)form.Index.N0);
        (mx, my, m0) = ((double)form.Index.Dx, (double)form.Index.Dy, (double)form.Index.D0);
    }

    public override void Write(DatePixels<T> pixels, Span<short> bins)
    {
        for (int i = 0; i < bins.Length; i++)
        {
            bins[i] = pixels.Reason(i) != 0 ? NotObserved : Bin(pixels.X[i], pixels.Y[i]);
        }
    }

    private short Bin(T x, T y)
    {
        double dx = double.CreateChecked(x), dy = double.CreateChecked(y);
        if (!(Math.Abs(dx) <= PairRealPixel<T>.LargestObservation && Math.Abs(dy) <= PairRealPixel<T>.LargestObservation)
            || x == noDataX || y == noDataY || x == saturatedX || y == saturatedY)
        {
            return NotObserved;
        }

        double rx = (dx * scaleX) + offsetX;
        double ry = (dy * scaleY) + offsetY;
        double n = (nx * rx) + (ny * ry) + n0;
        double m = (mx * rx) + (my * ry) + m0;
        return rx < leastX || ry < leastY || m <= 0 ? NotObserved : Bin(n, m);
    }

    private static short Bin(double n, double m)
    {
        // The division only says where to begin looking.
        double guess = Math.Floor(IndexHistogram.BinsPerUnit * (n / m)) + IndexHistogram.ZeroBin;
        int bin = (int)Math.Clamp(guess, 0, IndexHistogram.BinCount - 1);
        while (bin > 0 && !(n >= Edges[bin] * m))
        {
            bin--;
        }

        while (bin < IndexHistogram.BinCount - 1 && n >= Edges[bin + 1] * m)
        {
            bin++;
        }

        return (short)bin;
    }

    // NaN stands for "no such value": it equals no stored number.
    private static T Stored(double? value) => value is { } v ? T.CreateSaturating(v) : T.NaN;
}
