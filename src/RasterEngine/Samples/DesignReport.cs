using System.Text.Json;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>design-report.json: what was drawn from what, and the interval to expect. An estimate is made from it, the sample and the labels.</summary>
public sealed record DesignReport
{
    public const string FileName = "design-report.json";

    /// <summary>SHA-256 of the design, the map, its legend and the frame: same id, same units.</summary>
    public required string SampleId { get; init; }

    public required string Name { get; init; }

    public required EngineEntry Engine { get; init; }

    public required SampledMapEntry Map { get; init; }

    public required GridEntry Grid { get; init; }

    public required SampledUnitEntry Unit { get; init; }

    /// <summary>The reference class whose area the sample is made for.</summary>
    public required string Target { get; init; }

    /// <summary>In words; null: an estimate cannot be published as one.</summary>
    public required string? Definition { get; init; }

    /// <summary>What date or season the labels are to show.</summary>
    public required string? Date { get; init; }

    public required IReadOnlyList<SampledClassEntry> ReferenceClasses { get; init; }

    public required SampledFrameEntry Frame { get; init; }

    public required IReadOnlyList<SampledStratumEntry> Strata { get; init; }

    /// <summary>Units drawn.</summary>
    public required int N { get; init; }

    public required long Seed { get; init; }

    public required string Allocation { get; init; }

    /// <summary>Standard error asked for, in hectares; null when a number of units was.</summary>
    public required double? WantedStandardErrorHectares { get; init; }

    /// <summary>What the target's estimate will be like when the counts come out as expected.</summary>
    public required ExpectedEntry Expected { get; init; }

    public required string Method { get; init; }

    public required IReadOnlyList<WarningEntry> Warnings { get; init; }

    /// <summary>The design as it was written.</summary>
    public required JsonElement Design { get; init; }

    /// <summary>Map class of every unit in the order of sample.csv, null where the map saw nothing. Not for interpreters.</summary>
    public required IReadOnlyList<string?> UnitMapClasses { get; init; }

    /// <summary>Ground of every unit in the order of sample.csv; null when they differ by less than 1 %.</summary>
    public required IReadOnlyList<double>? UnitHectares { get; init; }

    public required SampleOutputsEntry Outputs { get; init; }
}

/// <param name="Path">As it was given.</param>
/// <param name="Band">From 1.</param>
/// <param name="Sha256">Of the whole file.</param>
/// <param name="ScanId">The scan that made it; null for another's map.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Classes">Value and name.</param>
public sealed record SampledMapEntry(string Path, int Band, string Sha256, string? ScanId, string Name, IReadOnlyList<MapClass> Classes);

/// <param name="Kind">pixel or cell.</param>
/// <param name="SidePixels">Pixels along its side.</param>
public sealed record SampledUnitEntry(string Kind, int SidePixels);

/// <param name="Name">As labels call it.</param>
/// <param name="MapTo">Map classes that claim to be it.</param>
/// <param name="MappedPixels">Of these classes in the frame.</param>
/// <param name="MappedHectares">The same in true ground area.</param>
public sealed record SampledClassEntry(string Name, IReadOnlyList<string> MapTo, long MappedPixels, decimal MappedHectares);

/// <param name="Units">Of the population.</param>
/// <param name="Hectares">Their true ground area.</param>
/// <param name="Restriction">The raster that restricts it; null for all of the map.</param>
/// <param name="Keep">Its classes that count.</param>
/// <param name="RestrictionSha256">Of the whole file.</param>
/// <param name="BufferPixels">Width of the stratum around the mapped target.</param>
public sealed record SampledFrameEntry(long Units, decimal Hectares, string? Restriction, IReadOnlyList<int>? Keep, string? RestrictionSha256, int BufferPixels);

/// <param name="Name">As in sample.csv.</param>
/// <param name="Claims">The reference class that the map says it is; null for the buffer and what was not seen.</param>
/// <param name="Units">Of the population.</param>
/// <param name="Hectares">True ground area.</param>
/// <param name="Share">Of the frame's ground.</param>
/// <param name="Expected">Share of the target that is expected in it.</param>
/// <param name="Drawn">Units in the sample.</param>
/// <param name="InclusionProbability">Drawn ÷ units.</param>
public sealed record SampledStratumEntry(string Name, string? Claims, long Units, decimal Hectares, double Share, double Expected, int Drawn, double InclusionProbability);

/// <param name="Hectares">Of the target.</param>
/// <param name="StandardErrorHectares">What the estimate will print; null when a stratum has too few units.</param>
/// <param name="Interval">In hectares.</param>
/// <param name="Level">0.95.</param>
/// <param name="Omissions">Units of the target to be found where the map says otherwise.</param>
public sealed record ExpectedEntry(double Hectares, double? StandardErrorHectares, IReadOnlyList<double> Interval, double Level, double Omissions);

public sealed record SampleOutputsEntry(FileEntry Sample, FileEntry Outlines, FileEntry CollectEarthOnline, FileEntry Acatama);
