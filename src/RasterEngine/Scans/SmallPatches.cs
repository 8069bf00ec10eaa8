using RasterEngine.Areas;
using RasterEngine.Masks;

namespace RasterEngine.Scans;

/// <summary>What a minimum mapping unit did: patches of gain and loss below it, and their ground within what is asked about.</summary>
public sealed record SmallPatches(PatchTally GainedPatches, PatchTally LostPatches, Extent Gained, Extent Lost)
{
    /// <summary>Zone → gains and losses in small patches.</summary>
    public required IReadOnlyDictionary<int, (Extent Gained, Extent Lost)> Zones { get; init; }
}
