using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>estimate.json (contract.md §5): hectares with interval, accuracy, and all that says where they come from.</summary>
public sealed record EstimateReport
{
    public const string FileName = "estimate.json", EstimatedEvidence = "estimated";

    /// <summary>SHA-256 of the sample, the labels, the options and what is superseded.</summary>
    public required string EstimateId { get; init; }

    /// <summary>The series that this is a release of.</summary>
    public required string Name { get; init; }

    public required bool Review { get; init; }

    /// <summary>estimated; null while there is no definition or nothing is settled.</summary>
    public required string? Evidence { get; init; }

    public required string AreaKind { get; init; }

    public required EngineEntry Engine { get; init; }

    public required string Target { get; init; }

    public required string? Definition { get; init; }

    public required string? Date { get; init; }

    public required double Level { get; init; }

    public required string Method { get; init; }

    /// <summary>The target as it is to be quoted: hectares rounded to the interval, definition, date, n, agreement; null when it is not estimated.</summary>
    public required string? Headline { get; init; }

    /// <summary>Labelled units that the estimates rest on.</summary>
    public required int N { get; init; }

    public required IReadOnlyList<AreaEntry> Estimates { get; init; }

    public required AccuracyEntry Accuracy { get; init; }

    /// <summary>Labelled units, a row a stratum, a column a reference class; null when some units are shares.</summary>
    public required EstimatedMatrixEntry? Matrix { get; init; }

    public required EstimatedDesignEntry Design { get; init; }

    public required EstimatedLabelsEntry Labels { get; init; }

    public required IReadOnlyList<AreaEntry> Zones { get; init; }

    public required QualityEntry Quality { get; init; }

    /// <summary>The earlier release that this one takes the place of; null for the first.</summary>
    public required SupersededEntry? Supersedes { get; init; }

    public required IReadOnlyList<WarningEntry> Warnings { get; init; }

    public required IReadOnlyList<FileEntry> Inputs { get; init; }
}

public sealed record EstimatedMatrixEntry(IReadOnlyList<string> Strata, IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<long>> Counts);

/// <param name="SampleId">Of the design report.</param>
/// <param name="MapSha256">Of the map the strata are from.</param>
/// <param name="ScanId">The scan that made it; null for another's map.</param>
/// <param name="Seed">Of the draw.</param>
/// <param name="N">Units drawn.</param>
/// <param name="FrameHectares">True ground area of the population.</param>
/// <param name="Unit">pixel or cell.</param>
/// <param name="Method">The design in words.</param>
/// <param name="Strata">Population, drawn, labelled.</param>
public sealed record EstimatedDesignEntry(
    string SampleId, string MapSha256, string? ScanId, long Seed, int N, decimal FrameHectares, string Unit, string Method, IReadOnlyList<EstimatedStratumEntry> Strata);

public sealed record EstimatedStratumEntry(string Name, long Units, decimal Hectares, int Drawn, int Labelled);

/// <param name="Labelled">Units with an answer that counts.</param>
/// <param name="NonResponse">Units without one.</param>
/// <param name="Agreement">Of the units that several interpreters answered, the share labelled alike before adjudication; null when there are none.</param>
/// <param name="ComparedUnits">How many those are.</param>
/// <param name="Interpreters">Each one's own estimate of the target; empty when there is one.</param>
/// <param name="Disagreements">To be adjudicated, or adjudicated.</param>
public sealed record EstimatedLabelsEntry(
    int Labelled, IReadOnlyList<int> NonResponse, double? Agreement, int ComparedUnits, IReadOnlyList<InterpreterEntry> Interpreters, IReadOnlyList<DisagreementEntry> Disagreements);

public sealed record InterpreterEntry(string Interpreter, int Units, AreaEntry? Estimate);

public sealed record DisagreementEntry(int Unit, bool Adjudicated, IReadOnlyList<AnswerEntry> Answers);

public sealed record AnswerEntry(string Interpreter, string Date, string? Reference);

/// <param name="Letter">A to D.</param>
/// <param name="Rule">What it stands for.</param>
public sealed record QualityEntry(string Letter, string Rule);

/// <param name="EstimateId">The earlier release.</param>
/// <param name="Path">Where it was read from, as written.</param>
/// <param name="Changed">What differs: labels, sample, map, definition, date, method, level.</param>
/// <param name="SeriesBreak">Definition, method or level differ, so the numbers are not of one kind.</param>
/// <param name="Differences">Class by class.</param>
public sealed record SupersededEntry(string EstimateId, string Path, IReadOnlyList<string> Changed, bool SeriesBreak, IReadOnlyList<DifferenceEntry> Differences);

public sealed record DifferenceEntry(string Class, double? Before, double? Now, double? Difference);
