using System.Text.Json.Serialization;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Publication;
using RasterEngine.Scans;

namespace RasterEngine.Samples;

/// <summary>What a scan saw at one place: the index of the pixel there on every date, and its class in the mask.</summary>
public static class PixelNumbers
{
    private const int WorldGeodetic = 4326;

    /// <param name="document">The scan document, UTF-8.</param>
    /// <param name="folder">Where its paths start.</param>
    /// <param name="mask">The mask that came of it.</param>
    /// <param name="longitude">Degrees, WGS 84.</param>
    /// <param name="latitude">Degrees.</param>
    /// <returns>Null when the place lies outside of the scan's grid.</returns>
    /// <exception cref="ScanException">A file is gone or damaged.</exception>
    public static PixelDocument? At(ReadOnlyMemory<byte> document, string folder, string mask, double longitude, double latitude)
    {
        using var dates = LabelDates.Open(document, folder);
        double[] x = [longitude], y = [latitude];
        using (CoordinateTransform transform = SpatialReference.FromEpsg(WorldGeodetic).To(dates.Grid.SpatialReference))
        {
            transform.TransformOrNaN(x, y);
        }

        GeoTransform place = dates.Grid.GeoTransform;
        double column = Math.Floor((x[0] - place.OriginX) / place.PixelWidth), row = Math.Floor((y[0] - place.OriginY) / place.PixelHeight);
        if (!(column >= 0 && row >= 0 && column < dates.Grid.Width && row < dates.Grid.Height))
        {
            return null;
        }

        var pixel = new Window((int)column, (int)row, 1, 1);
        IReadOnlyList<ChipBands> chips = dates.Read(pixel);
        using var classes = LayerRaster.Open(mask);
        ushort value = classes.Read(0, pixel, [1]).Numbers[0][0];
        return new PixelDocument(
            pixel.Column, pixel.Row, value == 0 ? null : ((ChangeClass)value).Name(), dates.Index,
            [.. dates.Days.Zip(chips, (day, chip) => new PixelDateEntry(day, float.IsNaN(chip.Index[0]) ? null : Math.Round(chip.Index[0], 4)))]);
    }
}

/// <param name="Column">Of the scan's grid, from 0.</param>
/// <param name="Row">From 0.</param>
/// <param name="Class">In the mask; null where it was not seen or not asked about.</param>
/// <param name="Index">The index's name.</param>
/// <param name="Dates">In their order.</param>
public sealed record PixelDocument(int Column, int Row, string? Class, string Index, IReadOnlyList<PixelDateEntry> Dates);

/// <param name="Date">Null where the document names none.</param>
/// <param name="Index">Null where nothing was observed.</param>
public sealed record PixelDateEntry(string? Date, double? Index);

/// <summary>Compile-time JSON of a pixel.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PixelDocument))]
public sealed partial class PixelJson : JsonSerializerContext;
