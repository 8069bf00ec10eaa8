using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Tests;

/// <summary>
/// A scene whose every stored number is known: made from a function of place, written as a GeoTIFF of any type and layout.
/// Places are columns and rows of one endless lattice, so scenes of different extents show the same ground.
/// </summary>
internal sealed record SyntheticScene(int Column, int Row, int Width, int Height, Func<int, int, (int Red, int Nir)> Ground)
{
    public PixelType Type { get; init; } = PixelType.UInt16;

    public double? NoData { get; init; }

    public string[] Options { get; init; } = ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=32", "COMPRESS=DEFLATE", "PREDICTOR=2"];

    public SpatialReference SpatialReference { get; init; } = SpatialReference.FromEpsg(32633);

    /// <summary>Where an alpha band hides a pixel; null without one.</summary>
    public Func<int, int, bool>? Hidden { get; init; }

    /// <summary>Metres by which the whole lattice lies east and south of the usual one.</summary>
    public (double East, double South) Shift { get; init; }

    /// <summary>Rows are written from south to north.</summary>
    public bool IsSouthUp { get; init; }

    public Grid Grid => new(Width, Height, new GeoTransform(359130 + (10 * Column) + Shift.East, 10, 0, 5352340 - (10 * Row) - Shift.South, 0, -10), SpatialReference);

    /// <summary>Red is band 1, NIR band 2; with hidden pixels a spare band 3 and an alpha band 4.</summary>
    public void Write(string path)
    {
        using Dataset dataset = Dataset.Create(path, "GTiff", Width, Height, Hidden is null ? 2 : 4, Type, Hidden is null ? Options : [.. Options, "PHOTOMETRIC=RGB", "ALPHA=YES"]);
        GeoTransform place = Grid.GeoTransform;
        dataset.SetGeoTransform(IsSouthUp ? place with { OriginY = place.OriginY - (10 * Height), PixelHeight = 10 } : place);
        dataset.SetSpatialReference(SpatialReference);
        var whole = new Window(0, 0, Width, Height);
        dataset.Band(1).Write<int>(whole, Numbers((c, r) => Ground(c, r).Red));
        dataset.Band(2).Write<int>(whole, Numbers((c, r) => Ground(c, r).Nir));
        if (Hidden is { } hidden)
        {
            dataset.Band(4).Write<int>(whole, Numbers((c, r) => hidden(c, r) ? 0 : 255));
        }

        if (NoData is { } noData)
        {
            dataset.Band(1).SetNoData(noData);
            dataset.Band(2).SetNoData(noData);
        }

        dataset.Close();
    }

    private int[] Numbers(Func<int, int, int> number) =>
        [.. Enumerable.Range(0, Height).Select(r => IsSouthUp ? Height - 1 - r : r).SelectMany(r => Enumerable.Range(0, Width).Select(c => number(Column + c, Row + r)))];
}
