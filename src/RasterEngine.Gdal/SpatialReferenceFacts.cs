namespace RasterEngine.Gdal;

/// <summary>What <see cref="SpatialReference"/> tells besides its text, as read from one native handle.</summary>
internal readonly record struct SpatialReferenceFacts(
    string Name,
    string? Code,
    SpatialReferenceKind Kind,
    double SemiMajorAxisMetres,
    double InverseFlattening,
    double LinearUnitMetres,
    string LinearUnitName,
    double AngularUnitRadians);
