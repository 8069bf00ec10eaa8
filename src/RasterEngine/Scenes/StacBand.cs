using System.Text.Json;

namespace RasterEngine.Scenes;

/// <summary>A band of a STAC asset.</summary>
/// <param name="Name">B04, SR_B4.</param>
/// <param name="CommonName">red, nir08; null when not stated.</param>
/// <param name="Scale">Physical value = stored × scale + offset.</param>
/// <param name="Offset">See <paramref name="Scale"/>.</param>
/// <param name="NoData">The stored value that means “nothing here”; null also for NaN and infinity.</param>
/// <param name="Metres">Pixel size.</param>
internal sealed record StacBand(string? Name, string? CommonName, double? Scale, double? Offset, double? NoData, double? Metres)
{
    /// <summary>
    /// The bands of an asset, in the order of the file's. STAC 1.0 tells them in <c>eo:bands</c> and <c>raster:bands</c>, 1.1 in <c>bands</c>,
    /// where what holds for all of them may stand at the asset itself. An asset that tells nothing has one band.
    /// </summary>
    public static IReadOnlyList<StacBand> Of(JsonElement asset)
    {
        IReadOnlyList<JsonElement> eo = asset.Items("eo:bands");
        IReadOnlyList<JsonElement> raster = asset.Items("raster:bands");
        IReadOnlyList<JsonElement> bands = asset.Items("bands");
        return [.. Enumerable.Range(0, Math.Max(Math.Max(1, bands.Count), Math.Max(eo.Count, raster.Count)))
            .Select(i => Of(asset, eo.ElementAtOrDefault(i), raster.ElementAtOrDefault(i), bands.ElementAtOrDefault(i)))];
    }

    private static StacBand Of(JsonElement asset, JsonElement eo, JsonElement raster, JsonElement band) => new(
        eo.Text("name") ?? band.Text("name"),
        eo.Text("common_name") ?? band.Text("eo:common_name") ?? asset.Text("eo:common_name"),
        raster.Number("scale") ?? band.Number("raster:scale") ?? asset.Number("raster:scale"),
        raster.Number("offset") ?? band.Number("raster:offset") ?? asset.Number("raster:offset"),
        Finite(raster.Number("nodata") ?? band.Number("nodata") ?? asset.Number("nodata")),
        raster.Number("spatial_resolution") ?? band.Number("raster:spatial_resolution") ?? asset.Number("raster:spatial_resolution") ?? band.Number("gsd") ?? asset.Number("gsd"));

    // What is not finite is never a measurement: it needs no saying.
    private static double? Finite(double? noData) => noData is { } value && double.IsFinite(value) ? value : null;
}
