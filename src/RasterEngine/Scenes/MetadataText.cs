using System.Globalization;
using System.Text;
using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>Metadata files as text: plain files of bounded size in UTF-8; and the words for what is wrong with them.</summary>
internal static class MetadataText
{
    /// <summary>Bytes that a metadata file may have. Real ones have less than 100,000.</summary>
    public const int MostBytes = 16 << 20;

    private const int MostQuoted = 120;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="path">As written, for messages.</param>
    /// <param name="fullPath">Absolute.</param>
    /// <exception cref="ScanException">Missing, not a plain file, too large, or not UTF-8.</exception>
    public static string Read(string path, string fullPath)
    {
        if (!File.Exists(fullPath))
        {
            throw new ScanException("missing-file", $"{path}: there is no such file.");
        }

        if (!RasterFile.IsRegular(fullPath))
        {
            throw Unreadable(path, "is a pipe, a socket or a device; expected a file");
        }

        try
        {
            using FileStream file = new(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            if (file.Length > MostBytes)
            {
                throw Unreadable(path, string.Create(CultureInfo.InvariantCulture, $"has {file.Length} bytes; metadata of at most {MostBytes} are read"));
            }

            byte[] bytes = new byte[(int)file.Length];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Strict.GetString(bytes, 0, length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw Unreadable(path, $"is not UTF-8 text: byte {e.Index} belongs to no character", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", $"{path}: cannot be read ({e.Message})", e);
        }
    }

    /// <summary>The day an ISO 8601 date or time begins with.</summary>
    /// <exception cref="ScanException">It begins with none.</exception>
    public static SceneDate Day(string path, string field, string text)
    {
        string day = text.Length > 10 ? text[..10] : text;
        return Ascii.IsValid(day) && SceneDate.TryParse(day, out SceneDate date) && date.Exact is not null
            ? date
            : throw Unreadable(path, $"{field} is {Quote(text)}; expected a date like 2021-06-17");
    }

    /// <summary>A plain or exponential number.</summary>
    /// <exception cref="ScanException">It is none.</exception>
    public static double Number(string path, string field, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Unreadable(path, $"{field} is {Quote(text)}; expected a number");

    /// <summary>Text out of a file in quotation marks, short and without control characters.</summary>
    public static string Quote(string text) => $"“{Clean(text)}”";

    /// <summary>Text out of a file, short and without control characters.</summary>
    public static string Clean(string text) =>
        string.Concat((text.Length > MostQuoted ? text[..MostQuoted] + "…" : text).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));

    /// <param name="path">As written.</param>
    /// <param name="what">What was found and expected, without the full stop.</param>
    /// <param name="cause">What the machine said.</param>
    public static ScanException Unreadable(string path, string what, Exception? cause = null) =>
        new("metadata-unreadable", $"{path}: {what}.", cause);
}
