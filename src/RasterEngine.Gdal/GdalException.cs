namespace RasterEngine.Gdal;

/// <summary>
/// The world's fault, as GDAL tells it: a file that is missing, broken or not writable, a reference that cannot be read, or no libgdal.
/// The message is one sentence, "path: what GDAL said".
/// </summary>
public sealed class GdalException : Exception
{
    /// <param name="function">The C function that failed.</param>
    /// <param name="path">The file concerned; null when there is none.</param>
    /// <param name="gdalMessage">GDAL's words, or ours where GDAL was not asked.</param>
    public GdalException(string function, string? path, string gdalMessage)
        : base(string.IsNullOrEmpty(path) ? gdalMessage : $"{path}: {gdalMessage}")
    {
        Function = function;
        Path = string.IsNullOrEmpty(path) ? null : path;
        GdalMessage = gdalMessage;
    }

    /// <summary>The C function that failed, such as GDALOpenEx.</summary>
    public string Function { get; }

    /// <summary>The file concerned; null when there is none.</summary>
    public string? Path { get; }

    /// <summary>GDAL's words, on one line and without the path before them.</summary>
    public string GdalMessage { get; }
}
