using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>What a file of zones holds, before anything is laid on a grid.</summary>
/// <param name="Driver">GDAL's short name of the format.</param>
/// <param name="SpatialReference">Of its coordinates.</param>
/// <param name="Zones">Features: each is a zone when no field names them.</param>
/// <param name="Polygons">Of all zones together.</param>
/// <param name="Vertices">Of all polygons together.</param>
/// <param name="Fields">Names of its attributes, any of which may name the zones.</param>
internal sealed record ZoneSurvey(string Driver, SpatialReference SpatialReference, int Zones, int Polygons, long Vertices, IReadOnlyList<string> Fields);
