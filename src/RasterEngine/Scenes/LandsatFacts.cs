using System.Text.RegularExpressions;

namespace RasterEngine.Scenes;

/// <summary>What an MTL file says of the whole product.</summary>
/// <param name="Craft">Landsat 8.</param>
/// <param name="Collection">1 or 2.</param>
/// <param name="Level">L2SP, L2SR, L1TP, L1GT…</param>
/// <param name="Date">Day of acquisition.</param>
/// <param name="Bands">Role → band number.</param>
internal sealed partial record LandsatFacts(string Craft, int Collection, string Level, SceneDate? Date, IReadOnlyDictionary<string, int> Bands)
{
    /// <summary>The groups that name the product's own files: Collection 2's, Collection 1's.</summary>
    public static readonly string[] Contents = ["PRODUCT_CONTENTS", "PRODUCT_METADATA"];

    private static readonly string[] Attributes = ["IMAGE_ATTRIBUTES", "PRODUCT_METADATA"];

    public bool IsSurface => Level[1] == '2';

    /// <summary>The group whose factors belong to the product's own numbers: level 2 files repeat those of level 1.</summary>
    public string RescalingGroup => (Collection, IsSurface) switch
    {
        (_, true) => "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS",
        (1, _) => "RADIOMETRIC_RESCALING",
        _ => "LEVEL1_RADIOMETRIC_RESCALING",
    };

    /// <exception cref="ScanException">A collection, level or instrument that is not known.</exception>
    public static LandsatFacts Of(LandsatMtl mtl)
    {
        string level = mtl.Value("PROCESSING_LEVEL", "PRODUCT_CONTENTS") ?? mtl.Value("DATA_TYPE", "PRODUCT_METADATA") ?? "";
        int collection = mtl.Value("COLLECTION_NUMBER", "PRODUCT_CONTENTS", "METADATA_FILE_INFO") switch
        {
            "02" or "2" => 2,
            "01" or "1" => 1,
            { } other => throw Unsupported(mtl, $"COLLECTION_NUMBER is {MetadataText.Quote(other)}; expected 02, or 01 at level 1"),

            // Before collections the bits of BQA meant something else.
            null => throw Unsupported(mtl, "has no COLLECTION_NUMBER; expected a product of Collection 2, or of Collection 1 at level 1"),
        };
        if (!(collection == 2 ? Collection2Level().IsMatch(level) : Collection1Level().IsMatch(level)))
        {
            throw Unsupported(mtl, $"is of Collection {collection} and level {MetadataText.Quote(level)}; expected L2SP, L2SR or a level 1 such as L1TP");
        }

        string craft = mtl.Value("SPACECRAFT_ID", Attributes) ?? "";
        string sensor = mtl.Value("SENSOR_ID", Attributes) ?? "";
        IReadOnlyDictionary<string, int>? bands = Craft4To9().IsMatch(craft) ? LandsatBands.Of(sensor) : null;
        string? day = mtl.Value("DATE_ACQUIRED", Attributes);
        return new LandsatFacts(
            $"Landsat {craft.LastOrDefault()}",
            collection,
            level,
            day is null ? null : MetadataText.Day(mtl.Path, "DATE_ACQUIRED", day),
            bands ?? throw Unsupported(mtl, $"is of {MetadataText.Quote(craft)} and instrument {MetadataText.Quote(sensor)}; expected TM, ETM+ or OLI of Landsat 4 to 9"));
    }

    /// <summary>Reflectance = stored × scale + offset.</summary>
    /// <exception cref="ScanException">One of the two is not stated or not usable.</exception>
    public (decimal Scale, decimal Offset) Reflectance(LandsatMtl mtl, int number)
    {
        return (Factor($"REFLECTANCE_MULT_BAND_{number}"), Factor($"REFLECTANCE_ADD_BAND_{number}"));

        decimal Factor(string key) => StoredNumbers.ToDecimal(
            MetadataText.Number(mtl.Path, key, mtl.Value(key, RescalingGroup)
                ?? throw new ScanException("offset-unknown", $"{mtl.Path}: has no {key} in {RescalingGroup}; expected it, because numbers are shifted.")),
            $"{mtl.Path}: {key}");
    }

    private static ScanException Unsupported(LandsatMtl mtl, string what) => new("metadata-unsupported", $"{mtl.Path}: {what}.");

    [GeneratedRegex(@"\AL(?:2S[PR]|1[A-Z]{1,2})\z")]
    private static partial Regex Collection2Level();

    [GeneratedRegex(@"\AL1[A-Z]{1,2}\z")]
    private static partial Regex Collection1Level();

    [GeneratedRegex(@"\ALANDSAT_[4-9]\z")]
    private static partial Regex Craft4To9();
}
