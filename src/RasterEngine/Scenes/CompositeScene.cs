using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Scenes;

/// <summary>Several acquisitions found on disk, put together as one date.</summary>
internal static class CompositeScene
{
    /// <exception cref="ScanException">Their numbers do not mean the same.</exception>
    public static Scene Of(SceneSource source, IReadOnlyList<Scene> parts)
    {
        Scene first = parts[0];
        var bands = new Dictionary<string, Band>();
        foreach ((string role, Band band) in first.Bands)
        {
            Band[] all = [.. parts.Select(p => p.Bands.GetValueOrDefault(role)).OfType<Band>()];
            if (all.Length < parts.Count)
            {
                continue; // a colour that not every part has
            }

            if (all.FirstOrDefault(b => (b.Form.Scale, b.Form.Offset) != (band.Form.Scale, band.Form.Offset)) is { } other)
            {
                throw new ScanException(
                    "mixed-basis", $"{band.Source.Path} and {other.Source.Path} are composited in “{source.Field}” but {role} has scale {band.Form.Scale} and offset {band.Form.Offset} in one, {other.Form.Scale} and {other.Form.Offset} in the other; expected the same.");
            }

            // What is no observation is decided part by part: one's nodata may be another's number.
            bands[role] = band with
            {
                Form = band.Form with { NoData = null, Saturated = null },
                PixelType = StoredNumbers.Common([.. all.Select(b => b.PixelType)]),
                HasMask = true,
            };
        }

        return new Scene(source, Union(parts), bands) { Parts = parts };
    }

    // On one lattice the smallest grid around all parts; else around their footprints, which will need a grid to be aligned to anyway.
    private static Grid Union(IReadOnlyList<Scene> parts)
    {
        Grid first = parts[0].Grid.NorthUp;
        Footprint around = Footprint.Of(first, first.SpatialReference);
        foreach (Scene part in parts)
        {
            Footprint own = Footprint.Of(part.Grid, first.SpatialReference);
            around = new(Math.Min(around.Left, own.Left), Math.Min(around.Bottom, own.Bottom), Math.Max(around.Right, own.Right), Math.Max(around.Top, own.Top));
        }

        GeoTransform g = first.GeoTransform;
        return around.Cover(g.OriginX, g.OriginY, g.PixelWidth, -g.PixelHeight, first.SpatialReference);
    }
}
