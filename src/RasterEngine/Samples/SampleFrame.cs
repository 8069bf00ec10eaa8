using System.Globalization;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Samples;

/// <summary>
/// The population that a sample is drawn from: every pixel of a map, or every square cell of pixels, that lies in the frame. Units are counted
/// from 0 along rows, then down. Immutable, so workers share it.
/// </summary>
public sealed class SampleFrame
{
    // A cell's side may miss the wanted one by this share.
    private const double SideTolerance = 1e-3;

    private const int WidestBlock = 4096;

    private SampleFrame(ClassRaster map, DesignClasses classes, int side, int bufferPixels, LandRaster? restriction)
    {
        (Map, Classes, Side, BufferPixels, Restriction) = (map, classes, side, bufferPixels, restriction);
        Columns = (map.Grid.Width + side - 1) / side;
        Rows = (map.Grid.Height + side - 1) / side;
        Areas = new PixelAreas(map.Grid);
        Tiles = new TilePlan(map.Grid.Width, map.Grid.Height, 0, 0, WholeUnits(map.BlockWidth), WholeUnits(map.BlockHeight));
        StrataNames = [.. map.Legend.Classes.Select(c => c.Name), MapLegend.BufferName, MapLegend.UnobservedName];
    }

    public ClassRaster Map { get; }

    public DesignClasses Classes { get; }

    /// <summary>Side of a unit in pixels.</summary>
    public int Side { get; }

    /// <summary>Width of the buffer stratum in pixels; 0 for none.</summary>
    public int BufferPixels { get; }

    /// <summary>Null: all of the map.</summary>
    public LandRaster? Restriction { get; }

    /// <summary>Units in a row.</summary>
    public int Columns { get; }

    /// <summary>Rows of units.</summary>
    public int Rows { get; }

    /// <summary>True ground area of the map's pixels.</summary>
    public PixelAreas Areas { get; }

    /// <summary>Windows of pixels that cut no unit.</summary>
    public TilePlan Tiles { get; }

    /// <summary>The map's classes in their order, then <see cref="BufferStratum"/> and <see cref="UnobservedStratum"/>.</summary>
    public IReadOnlyList<string> StrataNames { get; }

    public int BufferStratum => StrataNames.Count - 2;

    public int UnobservedStratum => StrataNames.Count - 1;

    /// <exception cref="ScanException">The design does not fit the map.</exception>
    public static SampleFrame Of(string designFile, SampleDesign design, ClassRaster map)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(map);
        DesignClasses classes = DesignClasses.Of(designFile, design, map.Legend);
        LandRaster? restriction = design.Frame is { } frame ? LandRaster.Find(frame.Band, frame.Keep) : null;
        var made = new SampleFrame(map, classes, Pixels(designFile, design.CellMetres, map.Grid), design.BufferPixels, restriction);
        string? stranger = design.Expected.Keys.FirstOrDefault(k => !made.StrataNames.Contains(k));
        return stranger is null ? made : throw new ScanException(
            "class-unknown", $"{designFile}: “expected” names “{stranger}”, which is not a stratum; expected one of {string.Join(", ", made.StrataNames)}.");
    }

    /// <summary>The pixels of a window of units.</summary>
    public Window PixelsOf(Window units) =>
        new Window(units.Column * Side, units.Row * Side, units.Width * Side, units.Height * Side).Intersect(Map.Grid.Bounds);

    /// <summary>The units of one of <see cref="Tiles"/>.</summary>
    public Window UnitsOf(Window pixels) =>
        new(pixels.Column / Side, pixels.Row / Side, (pixels.Width + Side - 1) / Side, (pixels.Height + Side - 1) / Side);

    /// <summary>The place of a unit's middle, in the map's coordinates.</summary>
    public Place Centre(long unit)
    {
        Window pixels = PixelsOf(Unit(unit));
        return Map.Grid.GeoTransform.At(pixels.Column + (pixels.Width / 2.0), pixels.Row + (pixels.Height / 2.0));
    }

    /// <summary>A unit as a window of units.</summary>
    public Window Unit(long unit) => new((int)(unit % Columns), (int)(unit / Columns), 1, 1);

    // Tiles are multiples of blocks; blocks of a strip's width would make tiles of a strip's size.
    private int WholeUnits(int block) => Side * Math.Max(1, Math.Min(block, WidestBlock) / Side);

    // Cells of whole pixels: anything else would cut pixels apart.
    private static int Pixels(string designFile, double? metres, Grid grid)
    {
        if (metres is not { } wanted)
        {
            return 1;
        }

        if (grid.IsGeographic)
        {
            throw new ScanException("bad-unit", $"{designFile}: “unit” asks for cells of {Number(wanted)} m, but the map's pixels are measured in degrees; expected \"pixel\", or a map in a projected CRS.");
        }

        double metre = grid.SpatialReference.LinearUnitMetres, width = grid.GeoTransform.PixelWidth * metre, height = -grid.GeoTransform.PixelHeight * metre;
        int side = (int)Math.Max(1, Math.Round(wanted / width));
        return Fits(width) && Fits(height) ? side : throw new ScanException(
            "bad-unit", $"{designFile}: “unit” asks for cells of {Number(wanted)} m, but the map's pixels measure {Number(width)} × {Number(height)} m; expected a whole number of pixels, such as {Number(Math.Round(side * width, 6))} m.");

        bool Fits(double pixel) => Math.Abs((side * pixel) - wanted) <= SideTolerance * wanted;

        static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
    }
}
