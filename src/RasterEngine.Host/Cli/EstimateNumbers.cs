using System.Globalization;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary>Estimates in print: no digit beyond what the standard error leaves, a dash for what is not known.</summary>
internal static class EstimateNumbers
{
    private const string Unknown = "–";

    public static string Count(long count) => count.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>Hectares with two significant digits of their standard error.</summary>
    public static string Hectares(double? hectares, double? error)
    {
        if (hectares is not { } value)
        {
            return Unknown;
        }

        int decimals = error is > 0 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(error.Value)), -15, 4) : 2;
        double step = Math.Pow(10, -decimals);
        return (decimals < 0 ? Math.Round(value / step) * step : Math.Round(value, decimals)).ToString(decimals <= 0 ? "#,##0" : "#,##0." + new string('0', decimals), CultureInfo.InvariantCulture);
    }

    public static string Interval(double[]? interval, double? error) => interval is null ? Unknown : $"{Hectares(interval[0], error)} – {Hectares(interval[1], error)}";

    public static string Percent(double? share) => share is { } s ? (s * 100).ToString(s < 0.1 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %" : Unknown;

    public static string Percents(double[]? interval) => interval is null ? Unknown : $"{Percent(interval[0])} – {Percent(interval[1])}";

    public static string Accuracy(AccuracyOfClass accuracy) => $"{Percent(accuracy.Value)}{(accuracy.StandardError is { } e ? string.Create(CultureInfo.InvariantCulture, $" (SE {e * 100:0.0})") : "")}";
}
