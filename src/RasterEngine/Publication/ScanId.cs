using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Publication;

/// <summary>A scan's identity: the same question about the same bytes under the same format has the same one.</summary>
public static class ScanId
{
    /// <summary>Raised when the same question would be answered otherwise.</summary>
    public const int FormatVersion = 1;

    /// <summary>SHA-256, lower-case hexadecimal, of the canonical document, every input's hash and the format version, each on a line.</summary>
    public static string Of(Scan scan, IEnumerable<InputFile> inputs)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return Of(scan.CanonicalDocument, inputs);
    }

    /// <inheritdoc cref="Of(Scan, IEnumerable{InputFile})"/>
    public static string Of(string canonicalDocument, IEnumerable<InputFile> inputs)
    {
        string text = string.Join('\n', [canonicalDocument, .. inputs.Select(i => i.Xxh128), FormatVersion.ToString(CultureInfo.InvariantCulture)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
