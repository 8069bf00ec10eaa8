namespace RasterEngine.Estimates;

/// <summary>How the map helps a sample of segments.</summary>
public enum SegmentMethod
{
    /// <summary>Reference on map by a straight line (GREG with one covariate). Gains most; the default.</summary>
    Regression,

    /// <summary>Reference in proportion to the map: a line through 0.</summary>
    Ratio,

    /// <summary>Not at all: the mean of the reference.</summary>
    Direct,
}
