namespace RasterEngine.Scenes;

/// <summary>What a scene's numbers are. An index of one is not the same quantity as an index of another.</summary>
public enum Basis
{
    /// <summary>Digital numbers of the detector.</summary>
    Dn,

    /// <summary>Reflectance at the top of the atmosphere.</summary>
    Toa,

    /// <summary>Reflectance at the bottom of the atmosphere: surface reflectance.</summary>
    Boa,
}
