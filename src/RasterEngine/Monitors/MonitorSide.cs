namespace RasterEngine.Monitors;

/// <summary>Which deviations are breaks.</summary>
public enum MonitorSide
{
    /// <summary>The index falls below what the history lets expect.</summary>
    Loss,

    /// <summary>It rises above.</summary>
    Gain,

    /// <summary>Either.</summary>
    Both,
}
