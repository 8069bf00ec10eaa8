namespace RasterEngine.Scenes;

/// <summary>Which band of which Landsat instrument shows what: the same number is red on one and near infrared on another.</summary>
internal static class LandsatBands
{
    // Band 5 is “nir08” in STAC, for its wavelength; it is the only near-infrared band, and the indices ask for nir.
    private static readonly Dictionary<string, int> Oli = new()
    {
        ["coastal"] = 1,
        ["blue"] = 2,
        ["green"] = 3,
        ["red"] = 4,
        ["nir"] = 5,
        ["swir16"] = 6,
        ["swir22"] = 7,
    };

    private static readonly Dictionary<string, int> ThematicMapper = new()
    {
        ["blue"] = 1,
        ["green"] = 2,
        ["red"] = 3,
        ["nir"] = 4,
        ["swir16"] = 5,
        ["swir22"] = 7,
    };

    /// <summary>Role → band number of an instrument (SENSOR_ID: OLI_TIRS, OLI, TM, ETM); null when it is not one of these.</summary>
    public static IReadOnlyDictionary<string, int>? Of(string sensor) => sensor switch
    {
        "OLI_TIRS" or "OLI" => Oli,
        "TM" or "ETM" or "ETM+" => ThematicMapper,
        _ => null,
    };
}
