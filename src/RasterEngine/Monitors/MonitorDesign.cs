namespace RasterEngine.Monitors;

/// <summary>What a monitor is: its model, how new residuals are judged, what a break and a recovery are.</summary>
/// <param name="Model">The yearly course that the history is fitted with.</param>
/// <param name="Method">How residuals are judged.</param>
public sealed record MonitorDesign(HarmonicModel Model, MonitorMethod Method)
{
    /// <summary>Which deviations are breaks.</summary>
    public MonitorSide Side { get; init; } = MonitorSide.Loss;

    /// <summary>Probability of a false break over the monitored time (CUSUM, MOSUM) and of shortening a stable history.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Critical value: a of the CUSUM boundary, λ of the MOSUM one.</summary>
    public double Critical { get; init; }

    /// <summary>MOSUM: the window as a share of the history.</summary>
    public double Window { get; init; } = 0.25;

    /// <summary>EWMA: weight λ of the newest residual.</summary>
    public double Weight { get; init; } = 0.3;

    /// <summary>EWMA: control limit L, in standard errors of the average. Consecutive: multiple of the residual scale that each must exceed.</summary>
    public double Limit { get; init; } = 2;

    /// <summary>EWMA: history residuals beyond this multiple of their scale are left out and the model is fitted anew.</summary>
    public double ScreenAbove { get; init; } = 5;

    /// <summary>EWMA: new residuals beyond this multiple of the scale (missed clouds) do not count.</summary>
    public double IgnoreAbove { get; init; } = 10;

    /// <summary>Consecutive: how many residuals in a row make a break; it is dated at the first of them.</summary>
    public int InARow { get; init; } = 3;

    /// <summary>Only the stable end of the history, found by reverse-ordered recursive residuals, is fitted.</summary>
    public bool SelectsHistory { get; init; }

    /// <summary>Observations in a row back within <see cref="RecoveredWithin"/> after which a broken pixel is monitored again; 0 for never.</summary>
    public int RecoveryInARow { get; init; } = 3;

    /// <summary>Multiple of the residual scale within which an observation counts as back.</summary>
    public double RecoveredWithin { get; init; } = 2;

    /// <summary>Observations that a pixel's history must have: two more than parameters.</summary>
    public int SmallestHistory => Model.Parameters + 2;
}
