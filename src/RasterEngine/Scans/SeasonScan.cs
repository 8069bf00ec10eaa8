using RasterEngine.Kernels;
using RasterEngine.Masks;

namespace RasterEngine.Scans;

/// <summary>A question about a season, or about two seasons against each other. Made from a scan document; immutable.</summary>
/// <param name="Name">What the analyst calls it.</param>
/// <param name="Target">What is looked for; null when not stated.</param>
/// <param name="Season">The season, the later one of two.</param>
/// <param name="Earlier">The season it is compared with; null for one alone.</param>
/// <param name="Index">The spectral index.</param>
/// <param name="Rule">What makes a crop. Its days are not resolved: <see cref="RipeFrom"/> is a date.</param>
/// <param name="CanonicalDocument">The question as one line of JSON.</param>
public sealed record SeasonScan(string Name, Target? Target, Season Season, Season? Earlier, SpectralIndex Index, SeasonRule Rule, string CanonicalDocument)
{
    /// <summary>From this day on a fall to bare is harvest, no loss; null for no such day. Of the earlier season the same day of its year.</summary>
    public DateOnly? RipeFrom { get; init; }

    /// <summary>Where the target can be; null when the question does not say.</summary>
    public LandSource? Land { get; init; }

    /// <summary>Polygons that hectares are asked for; null for the whole grid.</summary>
    public ZoneSource? Zones { get; init; }

    /// <summary>The grid all dates come to; null when they share a lattice.</summary>
    public GridSource? Grid { get; init; }

    /// <summary>Dates whose numbers are known to be different quantities are followed all the same, for review.</summary>
    public bool AllowMixedBasis { get; init; }

    /// <summary>The question is about land that is known to be farmed: without it a season is green land's, not a crop's.</summary>
    public bool IsOnCropland => Land is not null || Zones is { AreParcels: true };

    /// <summary>The seasons in order: the earlier one first.</summary>
    public IReadOnlyList<Season> Seasons => Earlier is { } earlier ? [earlier, Season] : [Season];
}
