namespace RasterEngine.Tiling;

/// <summary>How a pixel on a zone's border counts.</summary>
public enum ZoneCoverageKind
{
    /// <summary>Whole when its centre is inside; a centre on a left or upper border is, on a right or lower one is not.</summary>
    Centre,

    /// <summary>By the share of it that the zone covers, rounded to 1/65,536.</summary>
    Exact,
}
