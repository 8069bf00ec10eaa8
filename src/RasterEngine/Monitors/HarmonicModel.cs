namespace RasterEngine.Monitors;

/// <summary>The yearly course of an index: level, harmonics of the year, and perhaps a straight trend.</summary>
/// <param name="Order">Harmonics, 1 to <see cref="LargestOrder"/>: 1 is one wave a year.</param>
/// <param name="HasTrend">With a straight trend.</param>
/// <param name="OriginYear">Year that the trend is counted from: small numbers keep the fit well conditioned.</param>
public sealed record HarmonicModel(int Order, bool HasTrend, int OriginYear)
{
    public const int LargestOrder = 4;

    // Sines of two systems' mathematics libraries may differ in the last place; rounded so, they do not, and a saved state is the same everywhere.
    // (Published vectors were made with a design of 6 places.)
    internal int Digits { get; init; } = 12;

    /// <summary>Parameters: level, (trend), cosines, sines.</summary>
    public int Parameters => 1 + (HasTrend ? 1 : 0) + (2 * Order);

    /// <summary>
    /// The design of one day: [1, (t), cos 2πjt …, sin 2πjt …] with t in years (Verbesselt, Zeileis &amp; Herold 2012, Remote Sens. Environ. 123:98).
    /// </summary>
    public double[] Row(DateOnly day)
    {
        double t = DecimalYear(day);
        var row = new double[Parameters];
        int at = 0;
        row[at++] = 1;
        if (HasTrend)
        {
            row[at++] = Math.Round(t - OriginYear, Digits);
        }

        for (int j = 1; j <= Order; j++, at++)
        {
            // Whole years do not turn the wave: without them the angle keeps its digits.
            double angle = 2 * Math.PI * j * (t - day.Year);
            row[at] = Math.Round(Math.Cos(angle), Digits);
            row[at + Order] = Math.Round(Math.Sin(angle), Digits);
        }

        return row;
    }

    /// <summary>Year and the elapsed share of it, (d − 1 Jan) ÷ (31 Dec − 1 Jan): 31 December is the next year's number, as in nrt.</summary>
    public static double DecimalYear(DateOnly day) => day.Year + ((day.DayOfYear - 1) / (DateTime.IsLeapYear(day.Year) ? 365.0 : 364.0));
}
