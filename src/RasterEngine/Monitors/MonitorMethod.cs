namespace RasterEngine.Monitors;

/// <summary>How residuals of new scenes are held against the model of the history.</summary>
public enum MonitorMethod
{
    /// <summary>Cumulative sum of all residuals since the history's first.</summary>
    Cusum,

    /// <summary>Sum of the last residuals, as many as a share of the history.</summary>
    Mosum,

    /// <summary>Exponentially weighted moving average of the residuals.</summary>
    Ewma,

    /// <summary>Several residuals in a row beyond a multiple of the residual scale.</summary>
    Consecutive,
}
