namespace RasterEngine.Scenes;

/// <summary>How a quality band speaks.</summary>
public enum QualityKind
{
    /// <summary>Sentinel-2 scene classification.</summary>
    Scl,

    /// <summary>Landsat Collection 2 QA_PIXEL, bits.</summary>
    QaPixel,

    /// <summary>Landsat Collection 1 BQA, bits.</summary>
    BqaC1,

    /// <summary>Fmask classes.</summary>
    Fmask,

    /// <summary>FORCE quality assurance information, bits.</summary>
    ForceQai,

    /// <summary>Values that mean clear are listed; all others are not.</summary>
    ClearValues,
}
