using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RasterEngine.Scenes;

/// <summary>
/// GDAL's own XML, in a TIFF's tag 42112 or a JPEG 2000's boxes. Its domain OVERVIEWS names the file that overviews are in, and GDAL up to
/// 3.6 opens it, whatever it is: another file, an address, a description of either.
/// </summary>
internal static partial class TiffMetadata
{
    /// <exception cref="ScanException">Too long, or it names another file.</exception>
    public static void Check(GateReader reader, TiffDirectory directory)
    {
        if (directory.Find(TiffTag.GdalMetadata) is not { } field)
        {
            return;
        }

        if (field.Count * field.Size > reader.Limits.MetadataBytes)
        {
            throw reader.Refused($"its GDAL_METADATA has {GateReader.Words(field.Count * field.Size)} bytes; expected at most {GateReader.Words(reader.Limits.MetadataBytes)}");
        }

        if (Reference(directory.Bytes(field)) is { } found)
        {
            throw reader.External($"its GDAL_METADATA {found}");
        }
    }

    /// <summary>What in a text makes GDAL read something else; null when nothing does.</summary>
    /// <param name="bytes">UTF-8 or any other that holds ASCII.</param>
    /// <param name="isText">False for bytes that only may hold text, whose number references are chance.</param>
    public static string? Reference(ReadOnlySpan<byte> bytes, bool isText = true)
    {
        string text = Encoding.Latin1.GetString(bytes);
        if (text.Contains("OVERVIEW_FILE", StringComparison.OrdinalIgnoreCase) || OverviewDomain().IsMatch(text))
        {
            return "names the file of its overviews";
        }

        if (text.Contains("<VRTDataset", StringComparison.OrdinalIgnoreCase))
        {
            return "describes a raster made of others";
        }

        // GDAL unescapes them, so a name could hide behind them. Nobody has a reason to write a letter so.
        return !isText || NumberReference().Matches(text).All(IsPlain) ? null : "hides letters behind their numbers";
    }

    // A space, a mark that XML would take for its own, or a character beyond ASCII.
    private static bool IsPlain(Match reference)
    {
        NumberStyles style = reference.Groups[1].Length > 0 ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return reference.Value.EndsWith(';')
            && int.TryParse(reference.Groups[2].ValueSpan, style, CultureInfo.InvariantCulture, out int value)
            && value is 9 or 10 or 13 or 32 or '"' or '&' or '\'' or '<' or '>' or (> 127 and <= 0x10FFFF);
    }

    // As the value of an attribute or the text of an element, and not as a word of somebody's description.
    [GeneratedRegex("""["'>\[=]\s*OVERVIEWS\s*["'<\]/>]""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OverviewDomain();

    [GeneratedRegex("""&#(x?)([0-9a-f]*);?""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberReference();
}
