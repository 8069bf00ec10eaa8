using RasterEngine.Gdal;

namespace RasterEngine.Samples;

/// <summary>A drawn unit where it lies.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Drawn">Which unit of the frame.</param>
/// <param name="Centre">In the map's coordinates.</param>
/// <param name="World">The same as longitude and latitude, WGS 84 degrees.</param>
/// <param name="Corners">Longitude and latitude, clockwise from the upper left.</param>
public sealed record SampleUnit(int Number, DrawnUnit Drawn, Place Centre, Place World, IReadOnlyList<Place> Corners);
