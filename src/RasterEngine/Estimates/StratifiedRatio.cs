namespace RasterEngine.Estimates;

/// <summary>
/// A combined ratio R = ΣA_h ȳ_h / ΣA_h x̄_h with V(R) = X̂⁻² ΣA_h² (1 − n_h/N_h)(s²_y + R²s²_x − 2R s_xy)/n_h (Stehman 2014, eqs. 27–28). The bracket is the
/// variance of y − Rx, and that is how it is computed. Where strata are map classes this is Olofsson et al. (2014), eqs. 6–7.
/// </summary>
/// <param name="Value">R; null where nothing was found in the denominator.</param>
/// <param name="Variance">Of R; null where it cannot be told.</param>
/// <param name="DegreesOfFreedom">Of the variance; null where that is 0 or not known.</param>
public sealed record StratifiedRatio(double? Value, double? Variance, double? DegreesOfFreedom)
{
    /// <summary>Null also where nothing varies in the sample: see <see cref="StratifiedMean.StandardError"/>.</summary>
    public double? StandardError => Variance is > 0 ? Math.Sqrt(Variance.Value) : null;

    /// <param name="panel">The sample.</param>
    /// <param name="over">y of a unit.</param>
    /// <param name="under">x of a unit.</param>
    public static StratifiedRatio Of(Panel panel, Func<UnitGroup, double> over, Func<UnitGroup, double> under)
    {
        double x = StratifiedMean.Of(panel, under).Total;
        if (!(x > 0))
        {
            return new StratifiedRatio(null, null, null);
        }

        double ratio = StratifiedMean.Of(panel, over).Total / x;
        StratifiedMean residual = StratifiedMean.Of(panel, g => over(g) - (ratio * under(g)));
        return new StratifiedRatio(ratio, residual.Variance / (x * x), residual.DegreesOfFreedom);
    }
}
