namespace RasterEngine.Estimates;

/// <summary>How an interval is made from a sample.</summary>
public enum IntervalMethod
{
    /// <summary>Method of variance estimates recovery: limits of each stratum's share, squared and added. The default.</summary>
    Mover,

    /// <summary>Estimate ± z · standard error, as published tables print it.</summary>
    Normal,

    /// <summary>Estimate ± t · standard error with Satterthwaite's degrees of freedom.</summary>
    T,

    /// <summary>The t interval of the share's logit, brought back.</summary>
    Logit,

    /// <summary>Percentiles of a seeded bootstrap within strata.</summary>
    Bootstrap,
}
