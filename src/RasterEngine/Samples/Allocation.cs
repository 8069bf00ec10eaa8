namespace RasterEngine.Samples;

/// <summary>How a sample's units are shared among the strata.</summary>
public enum Allocation
{
    /// <summary>By W·√(p(1 − p)): the smallest standard error of the target's area for the number of units (Neyman 1934; Cochran 1977, eq. 5.26).</summary>
    Neyman,

    /// <summary>By the stratum's share of the ground.</summary>
    Proportional,

    /// <summary>The same number in each.</summary>
    Equal,

    /// <summary>By √W: between equal and proportional (Bankier 1988, with q = ½ and equal coefficients of variation).</summary>
    Power,
}
