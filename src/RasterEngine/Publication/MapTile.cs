using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>
/// A tile of the pyramid that web maps share: at zoom z the square world of Web Mercator (EPSG:3857) is cut into 2^z × 2^z tiles of 256 × 256 pixels,
/// counted from the north-west (OGC Two Dimensional Tile Matrix Set, WebMercatorQuad).
/// </summary>
public readonly record struct MapTile
{
    /// <summary>Pixels each way.</summary>
    public const int Side = 256;

    /// <summary>Pixels of a centimetre.</summary>
    public const int LargestZoom = 24;

    /// <summary>Metres from the middle of the world to its edge: half the equator.</summary>
    internal const double HalfWorld = Math.PI * 6_378_137;

    private const int WebMercator = 3857;

    private MapTile(int zoom, int column, int row) => (Zoom, Column, Row) = (zoom, column, row);

    public int Zoom { get; }

    public int Column { get; }

    public int Row { get; }

    /// <summary>Its pixels as a grid.</summary>
    internal Grid Grid
    {
        get
        {
            double metres = MetresPerPixel(Zoom), side = metres * Side;
            return new(Side, Side, new GeoTransform((Column * side) - HalfWorld, metres, 0, HalfWorld - (Row * side), 0, -metres), Crs);
        }
    }

    internal static SpatialReference Crs { get; } = SpatialReference.FromEpsg(WebMercator);

    /// <summary>Null when there is no such tile.</summary>
    public static MapTile? Of(int zoom, int column, int row) =>
        zoom is >= 0 and <= LargestZoom && column >= 0 && row >= 0 && column < 1 << zoom && row < 1 << zoom ? new MapTile(zoom, column, row) : null;

    /// <summary>Metres of the map, not of the ground.</summary>
    internal static double MetresPerPixel(int zoom) => 2 * HalfWorld / Side / (1 << zoom);
}
