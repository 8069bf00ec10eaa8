using System.Text.RegularExpressions;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>Paths of inputs are plain files: never a GDAL virtual file system, an address, a driver's prefix or inline XML.</summary>
internal static partial class InputPath
{
    /// <summary>The absolute path; relative ones start at <paramref name="folder"/>.</summary>
    /// <param name="field">File and field, for messages.</param>
    /// <param name="path">As written.</param>
    /// <param name="folder">The document's folder.</param>
    /// <exception cref="ScanException">Not the path of a plain file.</exception>
    public static string Resolve(string field, string path, string folder)
    {
        string full = path.AsSpan().IndexOfAny('<', '\0') >= 0 || Prefix().IsMatch(path) ? "" : Path.GetFullPath(Path.Combine(folder, path));
        if (full.Length == 0 || full.StartsWith("/vsi", StringComparison.OrdinalIgnoreCase))
        {
            throw new ScanException(
                "not-a-plain-path", $"{field} is “{path.Replace('\0', '?')}”; expected the path of a plain file, not an address, a /vsi path, a driver prefix or XML.");
        }

        return ArchiveBoundary.Holds(path, full) ? full : throw new ScanException("outside-archive", $"{field} is “{path}”, which leads out of the archive; expected a path inside it.");
    }

    // scheme:// and DRIVER:…; a Windows drive letter is one letter.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+._-]+:")]
    private static partial Regex Prefix();
}
