namespace RasterEngine.Monitors;

/// <summary>What one scene did to a pixel.</summary>
public enum PixelChange : byte
{
    /// <summary>The scene did not observe it.</summary>
    NotSeen,

    /// <summary>Observed; its status stays.</summary>
    None,

    /// <summary>This observation completed a break.</summary>
    Broke,

    /// <summary>This observation completed a recovery.</summary>
    Recovered,
}
