namespace RasterEngine.Gdal;

/// <summary>Where libgdal was found, in the order of the search.</summary>
public enum GdalLibrarySource
{
    /// <summary>The environment variable <see cref="GdalLibrary.Setting"/> named it.</summary>
    Setting,

    /// <summary>It lies with the program's own files.</summary>
    AppLocal,

    /// <summary>The system's loader found it by name.</summary>
    System,
}
