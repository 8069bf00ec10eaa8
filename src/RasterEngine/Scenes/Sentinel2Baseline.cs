using System.Text.RegularExpressions;

namespace RasterEngine.Scenes;

/// <summary>A Sentinel-2 processing baseline, 05.09. From 04.00 on, stored numbers are shifted by 1000 unless a catalogue took the shift out.</summary>
internal readonly partial record struct Sentinel2Baseline(int Major, int Minor)
{
    /// <summary>
    /// Whether its products carry an offset. The day of acquisition does not tell: scenes of 2015 to 2021 were processed again with 05.00.
    /// Source: Sentinel-2 Products Specification Document 14.9 (RADIO_ADD_OFFSET, BOA_ADD_OFFSET).
    /// </summary>
    public bool HasOffset => Major >= 4;

    /// <summary>Null when the text is no baseline.</summary>
    public static Sentinel2Baseline? Parse(string? text)
    {
        Match match = Form().Match(text ?? "");
        return match.Success ? new Sentinel2Baseline(Number(match.Groups[1]), Number(match.Groups[2])) : null;

        static int Number(Group digits) => digits.ValueSpan.Length == 1 ? digits.ValueSpan[0] - '0' : ((digits.ValueSpan[0] - '0') * 10) + digits.ValueSpan[1] - '0';
    }

    public override string ToString() => $"{Major:D2}.{Minor:D2}";

    [GeneratedRegex(@"\A([0-9]{1,2})\.([0-9]{2})\z")]
    private static partial Regex Form();
}
