namespace RasterEngine.Tiling;

/// <summary>How a pixel on a zone's border counts.</summary>
public enum ZoneCoverageKind
{
    /// <summary>Whole when its centre is inside; a centre on a right or upper border is, on a left or lower one is not, as in GDAL. So neighbours never both claim a pixel, nor both miss it.</summary>
    Centre,

    /// <summary>By the share of it that the zone covers, rounded to 1/65,536.</summary>
    Exact,
}
