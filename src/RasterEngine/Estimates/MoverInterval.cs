namespace RasterEngine.Estimates;

/// <summary>
/// The interval of a sum of independent shares by the method of variance estimates recovery, or square-and-add (Zou and Donner 2008, Statistics in Medicine 27:1693;
/// Newcombe 1998): L = Â − √Σ(A_h(p_h − l_h))², U = Â + √Σ(A_h(u_h − p_h))², with Clopper–Pearson or Wilson limits of every stratum's share.
/// It does not collapse when an omission was not met in the sample, which is when ± z · standard error is wrong.
/// </summary>
public static class MoverInterval
{
    /// <summary>In hectares, within 0 and the area of all strata.</summary>
    /// <param name="mean">A quantity from 0 to 1 in every unit.</param>
    /// <param name="level">Confidence, such as 0.95.</param>
    /// <remarks>
    /// A stratum of which the share f was drawn without replacement has its distances scaled by √(1 − f), as its standard error is. For x = 0 that gives
    /// nearly the exact hypergeometric limit up to f = 0.5, where an effective number n/(1 − f) would be too bold.
    /// </remarks>
    public static Interval Of(StratifiedMean mean, double level)
    {
        ArgumentNullException.ThrowIfNull(mean);
        (double below, double above) = (0, 0);
        foreach (StratumMean s in mean.Strata)
        {
            Interval limits = ShareLimits.Of(Math.Clamp(s.Mean, 0, 1) * s.EffectiveUnits, s.EffectiveUnits, level);
            Add(s, limits, ref below, ref above);
        }

        return Between(mean.Total, below, above, mean.Hectares);
    }

    /// <summary>Adds the squared distances of one stratum's limits.</summary>
    internal static void Add(in StratumMean stratum, Interval limits, ref double below, ref double above)
    {
        double scale = stratum.Hectares * stratum.Hectares * stratum.Unsampled;
        below += scale * (stratum.Mean - limits.Low) * (stratum.Mean - limits.Low);
        above += scale * (limits.High - stratum.Mean) * (limits.High - stratum.Mean);
    }

    internal static Interval Between(double total, double below, double above, double hectares) =>
        new(Math.Max(0, total - Math.Sqrt(below)), Math.Min(hectares, total + Math.Sqrt(above)));
}
