using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>Which stored numbers of one band are no observation by themselves: nodata, not finite, beyond any reflectance, saturated.</summary>
public readonly struct StoredExclusions<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    // As in PairRealPixel: a float beyond this is a fill value.
    private const double LargestObservation = 1e15;

    private readonly double noData, saturated;

    public StoredExclusions(BandForm form)
    {
        ArgumentNullException.ThrowIfNull(form);

        // A float32 raster's nodata is told in double: it is compared as the band stores it.
        noData = Stored(form.NoData);
        saturated = Stored(form.Saturated);

        static double Stored(double? value) => value is not { } v ? double.NaN : typeof(T) == typeof(float) ? (float)v : v;
    }

    /// <summary>0, or the state of <see cref="Cell"/>.</summary>
    public byte State(T stored)
    {
        double value = double.CreateChecked(stored);
        return !(Math.Abs(value) <= LargestObservation) || value == noData ? (byte)Cell.NoData : value == saturated ? (byte)Cell.Saturated : (byte)0;
    }
}
