using System.Globalization;

namespace RasterEngine.Samples;

/// <summary>Hectares as they are quoted: no digit beyond what the interval supports.</summary>
internal static class RoundedHectares
{
    /// <summary>Estimate and interval rounded to two digits of the interval's half-width: 5,234.7 (3,102–8,911) becomes 5,200 (3,100–8,900).</summary>
    public static string Text(double hectares, double low, double high)
    {
        double half = (high - low) / 2;
        if (!(half > 0))
        {
            // A census: every digit is known.
            return hectares.ToString("#,##0.##", CultureInfo.InvariantCulture);
        }

        int digits = (int)Math.Floor(Math.Log10(half)) - 1;
        return $"{Number(hectares, digits)} ({Number(low, digits)}–{Number(high, digits)})";
    }

    /// <summary>Rounded to 10^<paramref name="digits"/>.</summary>
    public static string Number(double value, int digits)
    {
        double step = Math.Pow(10, digits);
        double rounded = Math.Round(value / step) * step;
        return rounded.ToString(digits >= 0 ? "#,##0" : "#,##0." + new string('0', -digits), CultureInfo.InvariantCulture);
    }
}
