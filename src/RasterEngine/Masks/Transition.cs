namespace RasterEngine.Masks;

/// <summary>What a pixel observed on both dates did about the threshold T, and whether by at least D.</summary>
public enum Transition
{
    /// <summary>From below T to T or above, by D or more: gained.</summary>
    Up,

    /// <summary>The same crossing by less than D: stays “other”.</summary>
    UpSmall,

    /// <summary>From T or above to below, by D or more: lost.</summary>
    Down,

    /// <summary>The same crossing by less than D: stays “kept”.</summary>
    DownSmall,

    /// <summary>At T or above on both dates.</summary>
    BothAtOrAbove,

    /// <summary>Below T on both dates.</summary>
    BothBelow,
}
