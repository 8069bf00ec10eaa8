using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using RasterEngine.Gdal;
using RasterEngine.Host.Api;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary>One thing to be told about a layer: a tile, its facts, its statistics or a place.</summary>
/// <param name="question">Of <see cref="Jobs.TileDrawing"/>.</param>
/// <param name="scratch">A folder for pictures on their way.</param>
internal sealed class LayerQuestion(JsonObject question, string scratch)
{
    public JsonObject Answer(OpenLayers layers)
    {
        string folder = question["folder"]!.GetValue<string>(), name = question["layer"]!.GetValue<string>();
        ResultLayer kind = ResultLayer.All.First(l => l.Name == name);
        MapLayer layer = layers.Find(folder, kind);
        TileStyle style = TileStyleText.Parse(new QueryCollection(QueryHelpers.ParseQuery(question["style"]!.GetValue<string>())), layer.BandCount, kind.Usual(folder));
        if (question["tile"] is JsonArray tile)
        {
            string path = Path.Combine(scratch, "tile.png");
            style.SavePng(layer.Read(MapTile.Of((int)tile[0]!, (int)tile[1]!, (int)tile[2]!)!.Value), path);
            return new JsonObject { ["png"] = Convert.ToBase64String(File.ReadAllBytes(path)) };
        }

        return question["point"] is JsonArray point ? Point(layer, (double)point[0]!, (double)point[1]!)
            : question["statistics"] is not null ? LayerStatistics.Of(layer)
            : Facts(layer);
    }

    private static JsonObject Point(MapLayer layer, double longitude, double latitude)
    {
        IReadOnlyList<int>? values = layer.At(longitude, latitude);
        return new JsonObject { ["values"] = new JsonArray([.. Enumerable.Range(0, layer.BandCount).Select(band => values is null ? null : (JsonNode)values[band])]) };
    }

    private static JsonObject Facts(MapLayer layer) => new()
    {
        ["bounds"] = new JsonArray(layer.Degrees.West, layer.Degrees.South, layer.Degrees.East, layer.Degrees.North),
        ["crs"] = layer.Grid.CrsText,
        ["width"] = layer.Grid.Width,
        ["height"] = layer.Grid.Height,
        ["count"] = layer.BandCount,
        ["band_descriptions"] = new JsonArray([.. layer.BandDescriptions.Select((text, band) => new JsonArray($"b{band + 1}", text))]),
        ["dtype"] = layer.PixelType == PixelType.Byte ? "uint8" : "uint16",
        ["nodata_type"] = layer.BandCount == 1 ? "Nodata" : "Mask",
        ["overviews"] = new JsonArray([.. Enumerable.Range(1, layer.LevelCount - 1).Select(level => (JsonNode)(1 << level))]),
        ["minzoom"] = layer.SmallestZoom,
        ["maxzoom"] = layer.LargestZoom,
    };
}
