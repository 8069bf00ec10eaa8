namespace RasterEngine.Publication;

/// <summary>What a layer's numbers are.</summary>
public enum LayerKind
{
    /// <summary>Red, green and blue.</summary>
    Picture,

    /// <summary>Of change, or of a season.</summary>
    Classes,

    /// <summary>Crops of a season.</summary>
    Cycles,

    /// <summary>Clear dates of a season.</summary>
    Observations,

    /// <summary>Counted from 1 January of a season's first year.</summary>
    Days,
}
