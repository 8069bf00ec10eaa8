using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>A band's exclusions as values of the stored type: what one pixel is held against before any arithmetic.</summary>
internal readonly struct StoredBand<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private readonly bool hasNoData;
    private readonly bool hasSaturated;

    public StoredBand(BandForm form)
    {
        hasNoData = TryStore(form.NoData, out T noData);
        hasSaturated = TryStore(form.Saturated, out T saturated);
        NoData = noData;
        Saturated = saturated;

        // Above the type's range nothing qualifies: the exact comparison then sees every value as negative.
        BigInteger smallest = form.MayBeNegative ? BigInteger.CreateChecked(T.MinValue) : form.SmallestNonNegative();
        NothingNonNegative = smallest > BigInteger.CreateChecked(T.MaxValue);
        Smallest = T.CreateSaturating(smallest);
    }

    public T NoData { get; }

    public T Saturated { get; }

    /// <summary>Stored values below this one are negative reflectances.</summary>
    public T Smallest { get; }

    public bool NothingNonNegative { get; }

    public bool IsNoData(T value) => hasNoData && value == NoData;

    public bool IsSaturated(T value) => hasSaturated && value == Saturated;

    public bool IsNegative(T value) => NothingNonNegative || value < Smallest;

    // A nodata such as -9999 or 1e20 that the type cannot hold marks no pixel.
    private static bool TryStore(double? value, out T stored)
    {
        stored = default;
        if (value is not { } v || double.IsNaN(v) || v != Math.Floor(v) || v < double.CreateChecked(T.MinValue) || v > double.CreateChecked(T.MaxValue))
        {
            return false;
        }

        stored = T.CreateChecked(v);
        return true;
    }
}
