namespace RasterEngine.Gdal;

/// <summary>A libgdal that is loaded and new enough, but not yet set up.</summary>
/// <param name="Handle">The loader's handle; never freed, because GDAL's threads and drivers outlive any owner.</param>
/// <param name="From">The file's path, or the name the system was asked for.</param>
/// <param name="Source">Which step of the search found it.</param>
/// <param name="Version">Such as "3.6.2".</param>
/// <param name="VersionNumber">Such as 3060200.</param>
internal sealed record FoundLibrary(nint Handle, string From, GdalLibrarySource Source, string Version, int VersionNumber);
