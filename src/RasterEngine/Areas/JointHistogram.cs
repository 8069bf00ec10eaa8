namespace RasterEngine.Areas;

/// <summary>The joint histogram of a scan: pairs of <see cref="Kernels.JointBins"/> that occur, ascending, over pixels observed on both dates.</summary>
/// <param name="All">Of all that is asked about.</param>
/// <param name="Zones">Of each zone, in the order of the zones; empty without zones.</param>
public sealed record JointHistogram(IReadOnlyList<(int Pair, Extent Extent)> All, IReadOnlyList<IReadOnlyList<(int Pair, Extent Extent)>> Zones);
