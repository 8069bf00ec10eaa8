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
        double below = 0, above = 0;
        foreach (StratumMean s in mean.Strata)
        {
            Interval limits = ShareLimits.Of(Math.Clamp(s.Mean, 0, 1) * s.EffectiveUnits, s.EffectiveUnits, level);
            double scale = s.Hectares * s.Hectares * s.Unsampled;
            below += scale * (s.Mean - limits.Low) * (s.Mean - limits.Low);
            above += scale * (limits.High - s.Mean) * (limits.High - s.Mean);
        }

        return new Interval(Math.Max(0, mean.Total - Math.Sqrt(below)), Math.Min(mean.Hectares, mean.Total + Math.Sqrt(above)));
    }
}
