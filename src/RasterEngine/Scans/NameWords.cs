using System.Text.RegularExpressions;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>What names of files and bands tell a person who inspects them. A scan never relies on it: its document says what a file is.</summary>
internal static partial class NameWords
{
    /// <summary>What <see cref="Quality"/> calls a band of saturated pixels, which goes into “saturated” and not into “quality”.</summary>
    public const string Saturated = "saturated";

    /// <summary>The kind of quality band that a name states beyond doubt; null when it states none.</summary>
    public static string? Quality(string name) => QualityWord().Match(name).Value.ToUpperInvariant() switch
    {
        "SCL" => QualityTables.Name(QualityKind.Scl),
        "QA_PIXEL" => QualityTables.Name(QualityKind.QaPixel),
        "BQA" => QualityTables.Name(QualityKind.BqaC1),
        "FMASK" => QualityTables.Name(QualityKind.Fmask),
        "QAI" => QualityTables.Name(QualityKind.ForceQai),
        "QA_RADSAT" => Saturated,
        _ => null,
    };

    /// <summary>The name says that the raster holds a vegetation index.</summary>
    public static bool IsIndex(string name) => IndexWord().IsMatch(name);

    /// <summary>The first day that a name tells, year first; null when it tells none.</summary>
    public static string? Date(string name)
    {
        Match match = YearFirst().Match(name);
        return match.Success && SceneDate.TryParse($"{match.Groups[1]}-{match.Groups[2]}-{match.Groups[3]}", out SceneDate date) ? date.ToString() : null;
    }

    [GeneratedRegex("(?<![A-Za-z0-9])(SCL|QA_PIXEL|BQA|FMASK|QAI|QA_RADSAT)(?![A-Za-z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex QualityWord();

    [GeneratedRegex("(?<![A-Za-z0-9])(G?NDVI|M?SAVI|EVI2?)(?![A-Za-z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex IndexWord();

    [GeneratedRegex("(?<![0-9])(19[0-9]{2}|20[0-9]{2})[-_]?([0-9]{2})[-_]?([0-9]{2})(?![0-9])")]
    private static partial Regex YearFirst();
}
