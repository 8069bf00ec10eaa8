using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>The grid that a question wants both dates on.</summary>
/// <param name="LikeBefore">The earlier scene's lattice (true) or the later one's (false); null when a CRS is given.</param>
/// <param name="Crs">The CRS, where the lattice is not a scene's.</param>
/// <param name="PixelSize">Cell width and height; null for the scene's.</param>
/// <param name="Origin">A corner of the lattice; null for multiples of the pixel size, or the scene's own.</param>
/// <param name="Resampling">How numbers come to it.</param>
public sealed record GridSource(bool? LikeBefore, SpatialReference? Crs, (double Width, double Height)? PixelSize, (double X, double Y)? Origin, Resampling Resampling);
