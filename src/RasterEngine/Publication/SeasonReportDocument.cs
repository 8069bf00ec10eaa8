using System.Text.Json.Serialization;

namespace RasterEngine.Publication;

/// <summary>report.json of a season: the shared fields of contract.md §4, and under <c>season</c> (and <c>earlier</c>) what a season has besides.</summary>
public sealed record SeasonReportDocument
{
    public required string ScanId { get; init; }

    public required string Name { get; init; }

    /// <summary>True: published, but <see cref="Warnings"/> say what to look at first (exit code 3).</summary>
    public required bool Review { get; init; }

    public required string Evidence { get; init; }

    public required string AreaKind { get; init; }

    /// <summary>year-on-year for two seasons at one time of the year, other-season for two at different times, null for one.</summary>
    public required string? Compare { get; init; }

    public required EngineEntry Engine { get; init; }

    public TargetEntry? Target { get; init; }

    public required string Index { get; init; }

    public required StateEntry State { get; init; }

    public required GridEntry Grid { get; init; }

    /// <summary>With at least one clear observation in every season.</summary>
    public required ExtentEntry Observed { get; init; }

    public required decimal ObservedShare { get; init; }

    public required NotSeenEntry NotSeen { get; init; }

    public required OutsideEntry Outside { get; init; }

    /// <summary>Of one season: cropped, other, undetermined. Of two: kept, gained, lost, other, undetermined in either.</summary>
    public required IReadOnlyList<ClassEntry> Classes { get; init; }

    public required SeasonEntry Season { get; init; }

    /// <summary>The season it is compared with; null for one alone.</summary>
    public SeasonEntry? Earlier { get; init; }

    public required IReadOnlyList<SeasonZoneEntry> Zones { get; init; }

    public LandEntry? Land { get; init; }

    public required string Method { get; init; }

    public required IReadOnlyList<WarningEntry> Warnings { get; init; }

    public required IReadOnlyList<InputEntry> Inputs { get; init; }

    public required SeasonOutputsEntry Outputs { get; init; }
}

/// <summary>The season rule in force.</summary>
public sealed record StateEntry(
    string Rule, decimal PeakAt, decimal BareAt, decimal Amplitude, int MinClear, int MaxGapDays, bool RobustLow, int LossWithinDays, string? RipeFrom, decimal? VegetatedAt);

/// <summary>One season.</summary>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
/// <param name="LeftOut">Dates of scenes outside it, which were not used.</param>
/// <param name="Figures">Hectares of what is asked about.</param>
/// <param name="OutsideLand">The same off land; null without a land mask.</param>
/// <param name="MedianDays">When half of the cropped ground was so far.</param>
/// <param name="Calendar">By half-months: hectares that started, peaked, ended, went bare and were lost.</param>
/// <param name="Series">The index of everything asked about over the dates.</param>
public sealed record SeasonEntry(
    string Start, string End, IReadOnlyList<string> LeftOut, SeasonFiguresEntry Figures, OffLandEntry? OutsideLand, DaysEntry MedianDays, IReadOnlyList<CalendarEntry> Calendar, IReadOnlyList<SeriesEntry> Series);

/// <summary>What a season adds up to. <c>Undetermined</c> stands beside the hectares wherever they are printed: it is neither cropped nor other.</summary>
/// <param name="Cropped">Gross: passes the rule.</param>
/// <param name="Other">Judged, and does not.</param>
/// <param name="Undetermined">Too few clear dates, or too long a gap.</param>
/// <param name="CycleHectares">Σ cycles × area.</param>
/// <param name="Cycles">Cropped ground by number of cycles; 7 means 7 or more.</param>
/// <param name="Lost">Cropped, a canopy having been lost before it ripened.</param>
/// <param name="Regrown">Of these, where another canopy was seen after it.</param>
/// <param name="Net">Cropped less what was lost and not seen to grow again.</param>
/// <param name="Vegetated">Index ≥ vegetatedAt on some clear date; null when the question names no vegetatedAt.</param>
public sealed record SeasonFiguresEntry(
    ExtentEntry Cropped, ExtentEntry Other, ExtentEntry Undetermined, decimal CycleHectares, IReadOnlyList<CyclesEntry> Cycles, ExtentEntry Lost, ExtentEntry Regrown, ExtentEntry Net, ExtentEntry? Vegetated);

public sealed record CyclesEntry(int Cycles, long Pixels, decimal Hectares);

/// <summary>Ground in the zones (or the grid) that is not on land: what passes the rule there, and what was green.</summary>
public sealed record OffLandEntry(ExtentEntry PassesRule, ExtentEntry Undetermined, ExtentEntry? Vegetated);

/// <summary>Hectares of crops by half-month; the first day of it.</summary>
public sealed record CalendarEntry(string From, decimal StartHectares, decimal PeakHectares, decimal EndHectares, decimal BareHectares, decimal LossHectares);

/// <summary>Days by which half of the cropped ground had started, peaked, ended and gone bare; null where none did.</summary>
public sealed record DaysEntry(string? Start, string? Peak, string? End, string? Bare);

/// <summary>One date: share of the pixels it saw, and quartiles of the index of these (to 0.005); null where it saw none.</summary>
public sealed record SeriesEntry(string Date, decimal? ClearShare, decimal? LowerQuartile, decimal? Median, decimal? UpperQuartile);

/// <summary>A zone. <c>Hectares</c> is its ground within the grid; null when no pixel belongs to it. What was not seen is null, never 0.</summary>
public sealed record SeasonZoneEntry(
    string Id, decimal? Hectares, ExtentEntry? Observed, decimal? ObservedShare, IReadOnlyList<ClassEntry>? Classes, SeasonFiguresEntry? Season, SeasonFiguresEntry? Earlier, OffLandEntry? OutsideLand, IReadOnlyList<SeriesEntry>? Series, IReadOnlyList<SeriesEntry>? EarlierSeries);

public sealed record SeasonOutputsEntry(FileEntry Mask, FileEntry Season);

/// <summary>Compile-time JSON of a season's report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SeasonReportDocument))]
public sealed partial class SeasonReportJson : JsonSerializerContext;
