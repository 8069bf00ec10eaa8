using RasterEngine.Masks;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>A question: two dates, an index and a rule. Made from a scan document or from the command line; immutable.</summary>
/// <param name="Name">What the analyst calls it.</param>
/// <param name="Target">What is looked for, as the analyst defined it; null when not stated.</param>
/// <param name="Before">The earlier date.</param>
/// <param name="After">The later date.</param>
/// <param name="Index">The spectral index.</param>
/// <param name="Rule">T and D.</param>
/// <param name="Comparison">What kind of pair it is; null when the dates are not known.</param>
/// <param name="CanonicalDocument">The question as one line of JSON, fields sorted: what its identity is made of.</param>
public sealed record Scan(
    string Name, Target? Target, SceneSource Before, SceneSource After, SpectralIndex Index, ChangeRule Rule, Comparison? Comparison, string CanonicalDocument)
{
    /// <summary>How T is derived from the data; null when the question gives it. <see cref="Rule"/>'s T is then unknown until it is.</summary>
    public ThresholdMethod? ThresholdMethod { get; init; }

    /// <summary>Where the target can be; null when the question does not say.</summary>
    public LandSource? Land { get; init; }

    /// <summary>Polygons that hectares are asked for; null for the whole grid.</summary>
    public ZoneSource? Zones { get; init; }

    /// <summary>The grid both dates come to; null when they share a lattice.</summary>
    public GridSource? Grid { get; init; }

    /// <summary>Null: every patch counts, whatever its size.</summary>
    public MinimumMappingUnit? MinimumMappingUnit { get; init; }

    /// <summary>Index before × index after is to be counted too.</summary>
    public bool Histogram { get; init; }

    /// <summary>Dates whose numbers are known to be different quantities are compared all the same, for review.</summary>
    public bool AllowMixedBasis { get; init; }

    /// <summary>The question is about land that is known to be farmed: a land mask, or zones declared to be parcels.</summary>
    public bool IsOnCropland => Land is not null || Zones is { AreParcels: true };
}
