using System.Globalization;
using System.Text.Json.Nodes;
using RasterEngine.Host.Cli;
using RasterEngine.Publication;

namespace RasterEngine.Host.Jobs;

/// <summary>
/// Looks at layers of finished scans, two at a time so that a map that is moved does not slow scans down, each in a child under a scan's limits.
/// Only files that scans published are opened, never the archive's.
/// </summary>
internal sealed class TileDrawing(ServiceFolders folders, ScanChild child) : IDisposable
{
    private static readonly Dictionary<string, (string File, int Bands)> Files = new(StringComparer.Ordinal) { ["before"] = (MapLayer.Before, 3), ["after"] = (MapLayer.After, 3), ["change"] = (MapLayer.Change, 1) };

    private readonly ChildErrands errands = new(folders, child, atOnce: 2);

    public static IReadOnlyCollection<string> Layers => Files.Keys;

    /// <summary>How many bands a layer has.</summary>
    public static int Bands(string layer) => Files[layer].Bands;

    /// <summary>The file of a layer; null when there is no such layer or this scan has none.</summary>
    public string? Find(Guid scan, string layer) => Files.TryGetValue(layer, out var known) && MapLayer.Find(folders.Result(scan), known.File) is { } path ? path : null;

    /// <summary>A tile as PNG.</summary>
    /// <param name="path">What <see cref="Find"/> found.</param>
    /// <param name="tile">Which.</param>
    /// <param name="style">Parameters as in an address.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<byte[]> Draw(string path, MapTile tile, string style, CancellationToken cancellation) =>
        Look(path, ["--tile", Text(tile.Zoom), Text(tile.Column), Text(tile.Row), "--style", style], LayerChildCommand.TileName, cancellation);

    /// <summary>Box, size and zooms of a layer, and its numbers at a place.</summary>
    public async Task<JsonObject> Facts(string path, double? longitude, double? latitude, CancellationToken cancellation) =>
        (JsonObject)JsonNode.Parse(await Look(path, longitude is null || latitude is null ? [] : ["--lon", Text(longitude), "--lat", Text(latitude)], LayerChildCommand.FactsName, cancellation))!;

    public void Dispose() => errands.Dispose();

    private Task<byte[]> Look(string path, string[] question, string answer, CancellationToken cancellation) => errands.Run(
        "layer", [], _ => [LayerChildCommand.Name, path, .. question], [Path.GetDirectoryName(path)!], made => File.ReadAllBytesAsync(Path.Combine(made, answer), cancellation), cancellation);

    private static string Text(IFormattable? number) => number!.ToString(null, CultureInfo.InvariantCulture);
}
