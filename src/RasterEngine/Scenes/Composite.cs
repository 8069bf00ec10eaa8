namespace RasterEngine.Scenes;

/// <summary>
/// How several acquisitions become one date. Every pixel is one real observation, so that comparison stays exact (algorithms.md §3).
/// </summary>
public enum Composite
{
    /// <summary>The observation with the largest index; the first on ties.</summary>
    Max,

    /// <summary>The observation whose index is the median; of an even number the lower of the middle two.</summary>
    Median,

    /// <summary>The observation nearest the median of every band, by squared distance in reflectance; the first on ties.</summary>
    Medoid,
}
