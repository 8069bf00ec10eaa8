namespace RasterEngine.Samples;

/// <summary>A file that a person named.</summary>
/// <param name="Path">As written.</param>
/// <param name="FullPath">Absolute.</param>
public sealed record NamedFile(string Path, string FullPath)
{
    /// <summary>A file named on the command line.</summary>
    public static NamedFile Of(string path) => new(path, System.IO.Path.GetFullPath(path));
}
