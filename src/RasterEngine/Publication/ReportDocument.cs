using System.Text.Json.Serialization;

namespace RasterEngine.Publication;

/// <summary>report.json (contract.md §4). Hectares are decimals, exact to the cm² that pixels are measured in.</summary>
public sealed record ReportDocument
{
    public required string ScanId { get; init; }

    public required string Name { get; init; }

    /// <summary>True: published, but <see cref="Warnings"/> say what to look at first (exit code 3).</summary>
    public required bool Review { get; init; }

    public required string Evidence { get; init; }

    public required string AreaKind { get; init; }

    public required string? Compare { get; init; }

    public required EngineEntry Engine { get; init; }

    public TargetEntry? Target { get; init; }

    public required string Index { get; init; }

    public required RuleEntry Rule { get; init; }

    public required GridEntry Grid { get; init; }

    public required DateEntry Before { get; init; }

    public required DateEntry After { get; init; }

    public required ExtentEntry Observed { get; init; }

    /// <summary>Observed area ÷ area of the grid.</summary>
    public required decimal ObservedShare { get; init; }

    public required NotSeenEntry NotSeen { get; init; }

    public required OutsideEntry Outside { get; init; }

    public required IReadOnlyList<ClassEntry> Classes { get; init; }

    public required ShiftEntry ShiftSensitivity { get; init; }

    public required TransitionsEntry Transitions { get; init; }

    /// <summary>Hectares of each class for T and D moved by 0.05 either way.</summary>
    public required IReadOnlyList<SensitivityEntry> Sensitivity { get; init; }

    public required IReadOnlyList<ZoneEntry> Zones { get; init; }

    /// <summary>What is vegetated, gained and lost outside the land mask; null without one.</summary>
    public OutsideLandEntry? VegetatedOutsideLand { get; init; }

    /// <summary>The land mask; null without one.</summary>
    public LandEntry? Land { get; init; }

    /// <summary>How T was derived from the data; null when the question gave it.</summary>
    public ThresholdEntry? Threshold { get; init; }

    /// <summary>What a minimum mapping unit turned back to unchanged; null without one.</summary>
    public SmallPatchesEntry? MinimumMappingUnit { get; init; }

    public required string Method { get; init; }

    public required IReadOnlyList<WarningEntry> Warnings { get; init; }

    public required IReadOnlyList<InputEntry> Inputs { get; init; }

    public required OutputsEntry Outputs { get; init; }
}

public sealed record EngineEntry(string Name, string Version);

public sealed record TargetEntry(string? Name, string? Definition, IReadOnlyList<string>? Season);

public sealed record RuleEntry(decimal VegetatedAt, decimal ChangeOf);

public sealed record GridEntry(string Crs, int Width, int Height, IReadOnlyList<double> PixelSize, IReadOnlyList<double> Origin, decimal? NominalPixelHectares)
{
    internal static GridEntry Of(Tiling.Grid grid) => new(
        grid.CrsText,
        grid.Width,
        grid.Height,
        [grid.GeoTransform.PixelWidth, -grid.GeoTransform.PixelHeight],
        [grid.GeoTransform.OriginX, grid.GeoTransform.OriginY],
        grid.NominalPixelHectares);
}

public sealed record ExtentEntry(long Pixels, decimal Hectares);

public sealed record DateEntry(string? Date, ExtentEntry Vegetated, AloneEntry Alone);

/// <summary>One date by itself, whatever the other one saw.</summary>
public sealed record AloneEntry(ExtentEntry Vegetated, ExtentEntry Observed);

/// <summary>Pixels by reason; <c>NoData</c> covers nodata, numbers that are not finite, and reflectance that is negative or adds up to nothing.</summary>
public sealed record NotSeenEntry(long Pixels, decimal Hectares, long Masked, long NoData, long Saturated);

public sealed record OutsideEntry(long Pixels);

public sealed record ClassEntry(int Value, string Name, long Pixels, decimal Hectares);

/// <summary>The largest gains and losses of the four moves of the later date by one pixel, and each move.</summary>
public sealed record ShiftEntry(decimal GainedHectares, decimal LostHectares, IReadOnlyList<MoveEntry> Moves);

public sealed record MoveEntry(int Columns, int Rows, ExtentEntry Gained, ExtentEntry Lost);

public sealed record TransitionsEntry(
    ExtentEntry Up, ExtentEntry UpSmall, ExtentEntry Down, ExtentEntry DownSmall, ExtentEntry BothAtOrAbove, ExtentEntry BothBelow);

public sealed record SensitivityEntry(decimal VegetatedAt, decimal ChangeOf, ExtentEntry Kept, ExtentEntry Gained, ExtentEntry Lost, ExtentEntry Other);

/// <summary>A zone: the fields of the top level. <c>Hectares</c> is its ground within the grid, null when nothing of it was seen; the rest is then null too.</summary>
public sealed record ZoneEntry(
    string Id,
    decimal? Hectares,
    DateEntry? Before,
    DateEntry? After,
    ExtentEntry? Observed,
    decimal? ObservedShare,
    NotSeenEntry? NotSeen,
    IReadOnlyList<ClassEntry>? Classes,
    TransitionsEntry? Transitions);

/// <summary>Pixels observed on both dates that are not on land.</summary>
public sealed record OutsideLandEntry(ExtentEntry Before, ExtentEntry After, ExtentEntry Gained, ExtentEntry Lost);

public sealed record LandEntry(string Path, IReadOnlyList<int>? Keep, string? Source, int? Year);

public sealed record ThresholdEntry(
    string Method, decimal VegetatedAt, double? AshmanD, bool Supported, double MeanBelow, double MeanAbove, double SigmaBelow, double SigmaAbove, double ShareAbove, long Values);

public sealed record SmallPatchesEntry(decimal Hectares, int Connectivity, RemovedEntry Gained, RemovedEntry Lost);

/// <summary>Patches of the whole mask, and their pixels and hectares within what is asked about.</summary>
public sealed record RemovedEntry(long Patches, long PatchesKept, long Pixels, decimal Hectares);

public sealed record WarningEntry(string Code, string Message);

public sealed record InputEntry(
    string Path, long Bytes, string Xxh128);

public sealed record OutputsEntry(FileEntry Mask)
{
    /// <summary>Clear observations and days of composited dates; left out where no date is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FileEntry? Composite { get; init; }
}

/// <param name="Path">Within the result's folder.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record FileEntry(string Path, string Sha256)
{
    /// <summary>The files that <see cref="Path"/> stands for, a VRT: of a raster too large for one; left out for all others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FileEntry>? Parts { get; init; }
}

/// <summary>Compile-time JSON of the result folder's documents.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(TimingsDocument))]
[JsonSerializable(typeof(FieldsDocument))]
public sealed partial class ReportJson : JsonSerializerContext;
