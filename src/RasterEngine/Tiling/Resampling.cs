namespace RasterEngine.Tiling;

/// <summary>How a scene's numbers come to a grid that is not its own. Whether a pixel was observed always comes from the nearest one.</summary>
public enum Resampling
{
    /// <summary>The pixel that holds the cell's centre: a real observation, as stored.</summary>
    Nearest,

    /// <summary>Weighted mean of the neighbours.</summary>
    Bilinear,

    /// <summary>Cubic convolution.</summary>
    Cubic,
}
