using System.CommandLine;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using RasterEngine.Gdal;
using RasterEngine.Host.Api;
using RasterEngine.Host.Jobs;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>layer-child</c>, for the service alone: a tile of a result's layer or what the layer is, under a scan's limits.</summary>
internal static class LayerChildCommand
{
    public const string Name = "layer-child", TileName = "tile.png", FactsName = "layer.json";

    private static readonly Argument<string> Layer = new("LAYER.tif");
    private static readonly Option<int[]> Tile = new("--tile") { AllowMultipleArgumentsPerToken = true, Description = "Zoom, column and row." };
    private static readonly Option<string> Style = new("--style") { Description = "Parameters of the tile, as in its address." };
    private static readonly Option<double?> Longitude = new("--lon"), Latitude = new("--lat");
    private static readonly Option<string> Out = new("--out") { Required = true };
    private static readonly Option<string[]> Within = new("--within") { Required = true };

    public static Command Make()
    {
        var command = new Command(Name, "One look at a layer of the service, in a process of its own.") { Layer, Tile, Style, Longitude, Latitude, Out, Within };
        command.Hidden = true;
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        ChildCommand.EndWithParent();
        GdalLibrary.EnsureLoaded();
        ChildLimits.ApplyFromEnvironment();
        string folder = Directory.CreateDirectory(parsed.GetRequiredValue(Out)).FullName;
        using MapLayer layer = MapLayer.Open(parsed.GetRequiredValue(Layer));
        if (parsed.GetValue(Tile) is [var zoom, var column, var row])
        {
            var query = new QueryCollection(QueryHelpers.ParseQuery(parsed.GetValue(Style)));
            TileStyleText.Parse(query, layer.BandCount).SavePng(layer.Read(MapTile.Of(zoom, column, row)!.Value), Path.Combine(folder, TileName));
        }
        else
        {
            IReadOnlyList<byte>? values = parsed.GetValue(Longitude) is { } longitude && parsed.GetValue(Latitude) is { } latitude ? layer.At(longitude, latitude) : null;
            File.WriteAllText(Path.Combine(folder, FactsName), Facts(layer, values).ToJsonString());
        }

        return ExitCode.Done;
    }

    private static JsonObject Facts(MapLayer layer, IReadOnlyList<byte>? values) => new()
    {
        ["bounds"] = new JsonArray(layer.Degrees.West, layer.Degrees.South, layer.Degrees.East, layer.Degrees.North),
        ["crs"] = layer.Grid.CrsText,
        ["width"] = layer.Grid.Width,
        ["height"] = layer.Grid.Height,
        ["count"] = layer.BandCount,
        ["dtype"] = "uint8",
        ["nodata_type"] = layer.BandCount == 1 ? "Nodata" : "Mask",
        ["overviews"] = new JsonArray([.. Enumerable.Range(1, layer.LevelCount - 1).Select(level => (JsonNode)(1 << level))]),
        ["minzoom"] = layer.SmallestZoom,
        ["maxzoom"] = layer.LargestZoom,
        ["values"] = new JsonArray([.. Enumerable.Range(0, layer.BandCount).Select(band => values is null ? null : (JsonNode)values[band])]),
    };
}
