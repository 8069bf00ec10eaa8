namespace RasterEngine.Estimates;

/// <summary>How the units were drawn; it decides the variance.</summary>
public enum SampleDesignKind
{
    /// <summary>A simple random sample in every stratum.</summary>
    Stratified,

    /// <summary>One simple random sample of the whole; strata were made afterwards, from the map.</summary>
    SimpleRandom,

    /// <summary>A systematic grid, told with the variance of a simple random sample, which is usually too large: conservative.</summary>
    Systematic,
}
