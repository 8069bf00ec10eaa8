using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

/// <summary>The scenes' number forms that occur in archives, and some that are only nasty.</summary>
public static class PairCases
{
    public static readonly IndexForm Evi2 = new(-2.5m, 2.5m, 0m, 2.4m, 1m, 1m);

    public static TheoryData<string> Names => [.. All.Keys];

    internal static readonly Dictionary<string, Case> All = new()
    {
        // NDVI takes NIR as x and red as y.
        ["plain"] = Same(IndexForm.NormalisedDifference, BandForm.Plain, 0.4m, 0.15m),
        ["sentinel-2, offset, nodata, saturated"] = Same(IndexForm.NormalisedDifference, new BandForm(0.0001m, -0.1m, 0, 65535), 0.4m, 0.15m),
        ["landsat collection 2"] = Same(IndexForm.NormalisedDifference, new BandForm(0.0000275m, -0.2m, 0, 65535), 0.4m, 0.15m),
        ["six decimals"] = Same(IndexForm.NormalisedDifference, new BandForm(0.0001m, -0.1m, 0, 65535), 0.398765m, 0.154321m),
        ["change of nothing"] = Same(IndexForm.NormalisedDifference, BandForm.Plain, 0m, 0m),
        ["twelve digits"] = Same(IndexForm.NormalisedDifference, new BandForm(0.123456789012m, -0.00123456789m, 7), 0.333333m, 0.1m),
        ["bands of two scales"] = new(
            IndexForm.NormalisedDifference, new BandForm(0.0002m, -0.05m, 0), new BandForm(0.0001m, 0.01m, 1), new BandForm(0.0000275m, -0.2m, 0), new BandForm(0.00003m, -0.2m), 0.25m, 0.2m),
        ["evi2"] = Same(Evi2, new BandForm(0.0001m, 0m, 0), 0.35m, 0.12m),
        ["savi"] = Same(new IndexForm(1.5m, -1.5m, 0m, 1m, 1m, 0.5m), new BandForm(0.0001m, -0.1m, 0), 0.3m, 0.1m),
    };

    internal static Case Same(IndexForm index, BandForm band, decimal threshold, decimal change) => new(index, band, band, band, band, threshold, change);

    internal sealed record Case(IndexForm Index, BandForm X1, BandForm Y1, BandForm X2, BandForm Y2, decimal Threshold, decimal Change)
    {
        public decimal[] Thresholds => [Threshold - 0.05m, Threshold, Threshold + 0.05m];

        public decimal[] Changes => [Math.Max(0m, Change - 0.05m), Change, Change + 0.05m];

        public PairForm Form => new(new DateForm(Index, X1, Y1), new DateForm(Index, X2, Y2), Thresholds, Changes);

        public PairOracle Oracle => new(Index, X1, Y1, X2, Y2, Thresholds, Changes);
    }
}
