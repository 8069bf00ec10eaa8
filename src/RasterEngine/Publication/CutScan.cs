using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>
/// A scan that several processes compute, as the one that planned it tells the others: they need not hash the inputs again, and see whether those changed.
/// </summary>
/// <param name="ScanId">Of the scan.</param>
/// <param name="Inputs">Its files, hashed.</param>
/// <param name="Shards">Rows of tiles of each, in order.</param>
/// <param name="Pixels">Pixels of each.</param>
public sealed record CutScan(string ScanId, IReadOnlyList<InputFile> Inputs, IReadOnlyList<TileRows> Shards, IReadOnlyList<long> Pixels)
{
    public static CutScan Of(PreparedScan prepared, IReadOnlyList<TileRows> shards)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return new(prepared.ScanId, prepared.Inputs, shards, [.. shards.Select(s => prepared.Plan.Tiles.Window(s).PixelCount)]);
    }

    /// <exception cref="JsonException">It is no such file.</exception>
    public static CutScan Read(string path) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(path), CutScanJson.Default.CutScan) is { Inputs: not null, Shards.Count: > 0, Pixels: { } pixels, ScanId: not null } cut && pixels.Count == cut.Shards.Count
            ? cut
            : throw new JsonException($"{path}: not a scan that was cut into shards");

    public void Write(string path) => JsonFile.Write(path, this, CutScanJson.Default.CutScan);

    /// <summary>The same scan once more, with its inputs as they were hashed.</summary>
    public PreparedScan Prepare(Scan scan)
    {
        var times = new StageTimes();
        long start = Stopwatch.GetTimestamp();
        return new PreparedScan(times.Time("plan", () => ScanPlan.Make(scan)), Inputs, ScanId, times, start);
    }
}

/// <summary>How it is written.</summary>
[JsonSerializable(typeof(CutScan))]
internal sealed partial class CutScanJson : JsonSerializerContext;
