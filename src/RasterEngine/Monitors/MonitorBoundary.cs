namespace RasterEngine.Monitors;

/// <summary>How far a process may go before it is a break.</summary>
public static class MonitorBoundary
{
    // No machine's logarithm shows in a decision.
    private const int Digits = 12;

    /// <summary>√(x(x − 1)(a² + ln(x ÷ (x − 1)))), of the process in units of σ√n (Chu, Stinchcombe &amp; White 1996; Leisch, Hornik &amp; Kuan 2000, Econom. Theory 16:835).</summary>
    /// <param name="share">x, observations so far over those of the history; NaN comes of 1 or less: nothing was monitored yet.</param>
    /// <param name="critical">a.</param>
    public static double Cusum(double share, double critical) =>
        share > 1 ? Math.Round(Math.Sqrt(share * (share - 1) * ((critical * critical) + Math.Log(share / (share - 1)))), Digits) : double.NaN;

    /// <summary>λ√(2 log₊ x), log₊ being 1 up to e (Zeileis, Leisch, Kleiber &amp; Hornik 2005).</summary>
    /// <param name="share">x; NaN comes of 1 or less.</param>
    /// <param name="critical">λ.</param>
    public static double Mosum(double share, double critical) =>
        share > 1 ? Math.Round(critical * Math.Sqrt(2 * (share <= Math.E ? 1 : Math.Log(share))), Digits) : double.NaN;

    /// <summary>Lσ√(λ ÷ (2 − λ)), the limit that an average of a long history approaches (Brooks et al. 2014, IEEE Trans. Geosci. Remote Sens. 52:3316).</summary>
    /// <param name="sigma">Scale of the residuals.</param>
    /// <param name="limit">L.</param>
    /// <param name="weight">λ.</param>
    public static double Ewma(double sigma, double limit, double weight) => limit * sigma * Math.Sqrt(weight / (2 - weight));
}
