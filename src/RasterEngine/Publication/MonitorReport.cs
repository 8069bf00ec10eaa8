using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using RasterEngine.Monitors;

namespace RasterEngine.Publication;

/// <summary>report.json of a monitor.</summary>
public sealed record MonitorReport
{
    /// <summary>The monitor's identity: SHA-256 of its design. A later report of the same monitor replaces this one.</summary>
    public required string ScanId { get; init; }

    public required string Name { get; init; }

    /// <summary>Which season the breaks belong to, in the user's words.</summary>
    public required string? Season { get; init; }

    public required string Evidence { get; init; }

    public required string AreaKind { get; init; }

    public required EngineEntry Engine { get; init; }

    public required string Index { get; init; }

    public required MonitorGridEntry Grid { get; init; }

    public required MonitorHistoryEntry History { get; init; }

    /// <summary>Every scene since the history, and the hectares whose break or recovery was noticed in it; null where it saw nothing.</summary>
    public required IReadOnlyList<MonitorSceneEntry> Scenes { get; init; }

    /// <summary>How all pixels stand now.</summary>
    public required IReadOnlyList<ClassEntry> Classes { get; init; }

    public required string Method { get; init; }

    public required IReadOnlyList<WarningEntry> Warnings { get; init; }

    public required IReadOnlyList<StateInput> Inputs { get; init; }

    public required MonitorOutputsEntry Outputs { get; init; }

    internal static MonitorReport Of(MonitorResult result, string folder)
    {
        StateHeader state = result.State;
        return new MonitorReport
        {
            ScanId = state.DesignHash,
            Name = result.Question.Name,
            Season = result.Question.Season,
            Evidence = "vegetated",
            AreaKind = "mapped",
            Engine = new(Publication.Report.EngineName, Publication.Report.EngineVersion),
            Index = result.Question.Index.Name,
            Grid = new MonitorGridEntry(result.Grid.CrsText, result.Grid.Width, result.Grid.Height, result.Grid.NominalPixelHectares),
            History = new MonitorHistoryEntry(state.History.Count, state.History[0], state.History[^1]),
            Scenes = [.. state.Scenes.Select(s => new MonitorSceneEntry(s.Day, Extent(s.Seen), s.Seen.Pixels == 0 ? null : Extent(s.Broke), s.Seen.Pixels == 0 ? null : Extent(s.Recovered)))],
            Classes = [.. result.ByStatus.Select((sum, value) => new ClassEntry(value, StatusName((PixelStatus)value), sum.Pixels, result.Areas.Sum(sum.Steps).Hectares))],
            Method = MonitorWords.Method(result.Question),
            Warnings = MonitorWords.Warnings(result),
            Inputs = [.. state.HistoryInputs, .. state.Scenes.SelectMany(s => s.Inputs)],
            Outputs = new MonitorOutputsEntry(File(MonitorMaps.StatusName), File(MonitorMaps.BreaksName)),
        };

        ExtentEntry Extent(PixelSum sum) => new(sum.Pixels, result.Areas.Sum(sum.Steps).Hectares);

        FileEntry File(string name)
        {
            using FileStream file = System.IO.File.OpenRead(Path.Combine(folder, name));
            return new FileEntry(name, Convert.ToHexStringLower(SHA256.HashData(file)));
        }
    }

    /// <summary>not seen, stable, broken, recovered, unmonitored.</summary>
    internal static string StatusName(PixelStatus status) => status == PixelStatus.NotSeen ? "notSeen" : status.ToString().ToLower(CultureInfo.InvariantCulture);
}

public sealed record MonitorGridEntry(string Crs, int Width, int Height, decimal? NominalPixelHectares);

public sealed record MonitorHistoryEntry(int Scenes, DateOnly First, DateOnly Last);

/// <param name="Date">Its day.</param>
/// <param name="Seen">What it observed of the monitored pixels.</param>
/// <param name="Broke">Of these, whose break it completed.</param>
/// <param name="Recovered">And whose recovery.</param>
public sealed record MonitorSceneEntry(DateOnly Date, ExtentEntry Seen, ExtentEntry? Broke, ExtentEntry? Recovered);

/// <param name="Mask">status.tif.</param>
/// <param name="Breaks">breaks.tif.</param>
public sealed record MonitorOutputsEntry(FileEntry Mask, FileEntry Breaks);

/// <summary>Compile-time JSON of a monitor's report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(MonitorReport))]
public sealed partial class MonitorReportJson : JsonSerializerContext;
