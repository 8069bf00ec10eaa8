using System.Text.Json;
using System.Text.RegularExpressions;

namespace RasterEngine.Scenes;

/// <summary>What a STAC Item says of its whole scene.</summary>
/// <param name="Path">As written, for messages.</param>
/// <param name="Date">Day of acquisition, or the first one.</param>
/// <param name="Sensor">sentinel-2, landsat or null.</param>
/// <param name="Basis">Null when not stated.</param>
/// <param name="Baseline">Sentinel-2's processing baseline; null when not stated.</param>
/// <param name="OffsetApplied">Whether the catalogue took Sentinel-2's shift out of the files; null when it does not say.</param>
/// <param name="IsCollection2Surface">Landsat Collection 2, level 2.</param>
internal sealed partial record StacFacts(
    string Path, SceneDate? Date, string? Sensor, Basis? Basis, Sentinel2Baseline? Baseline, bool? OffsetApplied, bool IsCollection2Surface)
{
    /// <exception cref="ScanException">A date or baseline that is none.</exception>
    public static StacFacts Of(string path, JsonElement item)
    {
        JsonElement properties = item.Member("properties") ?? default;
        string names = $"{item.Text("collection")} {item.Text("id")}";
        string? sensor = SensorOf($"{properties.Text("constellation")} {properties.Text("platform")}") ?? SensorOf(names);
        string? day = properties.Text("datetime") ?? properties.Text("start_datetime");
        string level = $"{properties.Text("processing:level")} {properties.Text("s2:product_type")} {properties.Text("product:type")} {properties.Text("landsat:correction")} {names}";
        bool isSurface = Surface().IsMatch(level);
        bool isTop = Top().IsMatch(level);
        return new StacFacts(
            path,
            day is null ? null : MetadataText.Day(path, "datetime", day),
            sensor,
            sensor is null || isSurface == isTop ? null : isSurface ? Scenes.Basis.Boa : Scenes.Basis.Toa,
            sensor == "sentinel-2" ? BaselineOf(path, properties) : null,
            properties.Flag("earthsearch:boa_offset_applied") ?? properties.Flag("sentinel:boa_offset_applied"),
            sensor == "landsat" && isSurface && !isTop && (properties.Text("landsat:collection_number") is "02" or "2" || Collection2().IsMatch(names)));
    }

    private static string? SensorOf(string words) => SentinelWord().IsMatch(words) ? "sentinel-2" : LandsatWord().IsMatch(words) ? "landsat" : null;

    // s2: is the extension's, sentinel: what Earth Search v0 wrote, processing:version what the Copernicus Data Space writes.
    private static Sentinel2Baseline? BaselineOf(string path, JsonElement properties)
    {
        string? stated = properties.Text("s2:processing_baseline") ?? properties.Text("sentinel:processing_baseline");
        return stated is null
            ? Sentinel2Baseline.Parse(properties.Text("processing:version"))
            : Sentinel2Baseline.Parse(stated) ?? throw MetadataText.Unreadable(path, $"the processing baseline is {MetadataText.Quote(stated)}; expected one like 05.09");
    }

    // Constellation, platform, collection or id: sentinel-2, sentinel-2b, sentinel-s2-l2a-cogs, S2B_MSIL2A_…, S2A_T34LBQ_….
    [GeneratedRegex(@"\bsentinel-?s?2|\bS2[A-D]_", RegexOptions.IgnoreCase)]
    private static partial Regex SentinelWord();

    // landsat-8, LANDSAT_8, landsat-c2-l2, HLSL30, LC08_….
    [GeneratedRegex(@"\blandsat|\bHLS\.?L30|\bL[COTEM]0[1-9]_", RegexOptions.IgnoreCase)]
    private static partial Regex LandsatWord();

    // L2, L2A, Level-2A, S2MSI2A, S2A_MSIL2A_…, sentinel-2-l2a, L2SP, landsat-c2l2-sr.
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:L2(?:A|SP|SR)?|Level-2A?|S2MSI2A|MSIL2A|c2l2)(?![A-Za-z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex Surface();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:L1(?:C|TP|GT|GS)?|Level-1C?|S2MSI1C|MSIL1C|c2l1)(?![A-Za-z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex Top();

    // The product's own name ends with collection and tier: LC08_L2SP_030034_20201111_20201212_02_T1_SR.
    [GeneratedRegex(@"_02_(?:T1|T2|RT)(?![A-Za-z0-9])|\blandsat-c2")]
    private static partial Regex Collection2();
}
