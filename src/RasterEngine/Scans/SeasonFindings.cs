using RasterEngine.Areas;

namespace RasterEngine.Scans;

/// <summary>What one season adds up to.</summary>
/// <param name="Dates">Its dates.</param>
/// <param name="Tally">Of what is asked about.</param>
/// <param name="OffLand">What lies in the zones (or the grid) but not on land; null without a land mask.</param>
/// <param name="Calendar">When crops started, peaked, ended and were lost.</param>
/// <param name="Series">The index over dates, of everything asked about; null where nothing was sampled.</param>
public sealed record SeasonFindings(SeasonDates Dates, SeasonTally Tally, SeasonTally? OffLand, SeasonCalendar Calendar, IndexSeries? Series)
{
    /// <summary>Zone → its sums, for zones that any pixel meets on land.</summary>
    public required IReadOnlyDictionary<int, SeasonTally> Zones { get; init; }

    /// <summary>Zone → the part of it that is not on land.</summary>
    public required IReadOnlyDictionary<int, SeasonTally> ZonesOffLand { get; init; }

    /// <summary>Zone → its index over dates, for the first zones.</summary>
    public required IReadOnlyDictionary<int, IndexSeries> ZoneSeries { get; init; }
}
