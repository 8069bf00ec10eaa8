namespace RasterEngine.Monitors;

/// <summary>What a monitor knows of a pixel. The values are those of status.tif.</summary>
public enum PixelStatus : byte
{
    /// <summary>Never observed in the history, or outside.</summary>
    NotSeen = 0,

    /// <summary>Follows the model of its history.</summary>
    Stable = 1,

    /// <summary>Left the model and has not come back.</summary>
    Broken = 2,

    /// <summary>Left the model, came back, and is monitored again.</summary>
    Recovered = 3,

    /// <summary>Too few observations in the history for a model, or none of its shape; nothing is known.</summary>
    Unmonitored = 4,
}
