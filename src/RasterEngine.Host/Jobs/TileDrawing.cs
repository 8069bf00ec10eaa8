using System.Text.Json.Nodes;
using RasterEngine.Publication;

namespace RasterEngine.Host.Jobs;

/// <summary>Looks at layers of finished scans. Only files that scans published are opened, never the archive's, and never in this process.</summary>
internal sealed class TileDrawing(ServiceFolders folders, LayerChildren children)
{
    public static IEnumerable<string> Layers => ResultLayer.All.Select(l => l.Name);

    /// <summary>The file of a layer; null when there is no such layer or this scan has none.</summary>
    public string? Find(Guid scan, string layer) => ResultLayer.All.FirstOrDefault(l => l.Name == layer)?.Find(folders.Result(scan));

    /// <summary>A tile as PNG.</summary>
    /// <param name="scan">Which has it.</param>
    /// <param name="layer">What <see cref="Find"/> found.</param>
    /// <param name="tile">Which.</param>
    /// <param name="style">Parameters as in an address.</param>
    /// <param name="cancellation">Whoever asked has gone.</param>
    /// <exception cref="ScanException">The style is not one of this layer, or the layer cannot be read.</exception>
    public async Task<byte[]> Draw(Guid scan, string layer, MapTile tile, string style, CancellationToken cancellation) =>
        Convert.FromBase64String((await Ask(scan, layer, style, new JsonObject { ["tile"] = new JsonArray(tile.Zoom, tile.Column, tile.Row) }, cancellation))["png"]!.GetValue<string>());

    /// <summary>Box, size and zooms of a layer, and its numbers at a place.</summary>
    /// <inheritdoc cref="Draw"/>
    public Task<JsonObject> Facts(Guid scan, string layer, string style, CancellationToken cancellation) => Ask(scan, layer, style, new JsonObject { ["facts"] = true }, cancellation);

    /// <summary>Its numbers at a place.</summary>
    /// <inheritdoc cref="Draw"/>
    public async Task<JsonNode> Point(Guid scan, string layer, double longitude, double latitude, CancellationToken cancellation) =>
        (await Ask(scan, layer, "", new JsonObject { ["point"] = new JsonArray(longitude, latitude) }, cancellation))["values"]!.DeepClone();

    /// <summary>What its numbers are like, band by band.</summary>
    /// <inheritdoc cref="Draw"/>
    public Task<JsonObject> Statistics(Guid scan, string layer, CancellationToken cancellation) => Ask(scan, layer, "", new JsonObject { ["statistics"] = true }, cancellation);

    private Task<JsonObject> Ask(Guid scan, string layer, string style, JsonObject question, CancellationToken cancellation)
    {
        (question["folder"], question["layer"], question["style"]) = (folders.Result(scan), layer, style);
        return children.Ask(question, cancellation);
    }
}
