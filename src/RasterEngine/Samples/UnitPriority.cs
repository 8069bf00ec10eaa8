namespace RasterEngine.Samples;

/// <summary>
/// A random number for every unit of a frame that depends on nothing but the seed and the unit: the sample of a stratum is its units of the
/// smallest numbers (sequential sampling with permanent random numbers, Ohlsson 1995; simple random without replacement). So any tiling and any
/// number of workers draw the same, and a larger sample of one seed contains the smaller.
/// </summary>
/// <remarks>SplitMix64 (Steele, Lea &amp; Flood 2014): its n-th output is a function of n, and no output occurs twice.</remarks>
public readonly struct UnitPriority
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private readonly ulong key;

    /// <param name="seed">The design's.</param>
    /// <param name="purpose">Different purposes of one seed have numbers that have nothing to do with each other.</param>
    public UnitPriority(long seed, int purpose = 0) => key = Mix(Mix((ulong)seed + Step) + ((ulong)purpose * Step));

    /// <summary>All 2⁶⁴ numbers equally likely.</summary>
    public ulong Of(long unit) => Mix(key + (((ulong)unit + 1) * Step));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
