namespace RasterEngine.Gdal;

/// <summary>What the coordinates of a spatial reference are; of a compound or bound one, those of its horizontal part.</summary>
public enum SpatialReferenceKind
{
    /// <summary>Longitude and latitude on an ellipsoid. A rotated pole is not this: its angles are not latitudes.</summary>
    Geographic,

    /// <summary>Lengths on a plane that is a known projection of an ellipsoid.</summary>
    Projected,

    /// <summary>Anything else (local, geocentric, rotated pole, vertical): places on the Earth cannot be told from it here.</summary>
    Other,
}
