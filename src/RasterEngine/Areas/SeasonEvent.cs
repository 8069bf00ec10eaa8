namespace RasterEngine.Areas;

/// <summary>What happens to a crop on a day of its season.</summary>
public enum SeasonEvent
{
    /// <summary>The rising index has reached a quarter of its rise.</summary>
    Start,

    /// <summary>The index is largest.</summary>
    Peak,

    /// <summary>The index has fallen below three quarters of its fall's amplitude.</summary>
    End,

    /// <summary>The last canopy is found gone to bare, by harvest or loss.</summary>
    Bare,

    /// <summary>A canopy is found gone at once, before it ripened.</summary>
    Loss,
}
