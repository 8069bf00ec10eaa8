using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace RasterEngine.Tests.Scenes;

/// <summary>A Landsat folder in the layout of the archive: an MTL file in one of its three forms, bands that are only there.</summary>
internal sealed record LandsatFolder(string Product, string Craft, string Sensor)
{
    public string Level => Product.Split('_')[1];

    private bool IsSurface => Level[1] == '2';

    private bool IsFirst => Product.Contains("_01_", StringComparison.Ordinal);

    private int[] Numbers => Sensor.StartsWith("OLI", StringComparison.Ordinal) ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 3, 4, 5, 7];

    public string Mult { get; init; } = "2.75e-05";

    public string Add { get; init; } = "-0.2";

    /// <summary>Writes it; <paramref name="form"/> is txt, json or xml.</summary>
    public void Write(string folder, params string[] form)
    {
        foreach (string f in form)
        {
            File.WriteAllText(Path.Combine(folder, $"{Product}_MTL.{f}"), f switch { "txt" => Txt(), "json" => Json(), _ => Xml() });
        }

        foreach (string file in Groups().Where(g => g.Name is "PRODUCT_CONTENTS" or "PRODUCT_METADATA").SelectMany(g => g.Values).Where(v => v.Key.StartsWith("FILE_NAME", StringComparison.Ordinal)).Select(v => v.Value))
        {
            File.WriteAllBytes(Path.Combine(folder, file), []);
        }
    }

    public string Txt()
    {
        string root = IsFirst ? "L1_METADATA_FILE" : "LANDSAT_METADATA_FILE";
        IEnumerable<string> groups = Groups().Select(g => $"  GROUP = {g.Name}\n{string.Concat(g.Values.Select(v => $"    {v.Key} = {Odl(v.Value)}\n"))}  END_GROUP = {g.Name}\n");
        return $"GROUP = {root}\n{string.Concat(groups)}END_GROUP = {root}\nEND\n";
    }

    public string Json()
    {
        var file = new JsonObject(Groups().Select(g => KeyValuePair.Create(g.Name, (JsonNode?)new JsonObject(g.Values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value))))));
        return new JsonObject { ["LANDSAT_METADATA_FILE"] = file }.ToJsonString(new JsonSerializerOptions());
    }

    public string Xml() => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new XElement("LANDSAT_METADATA_FILE", Groups().Select(g => new XElement(g.Name, g.Values.Select(v => new XElement(v.Key, v.Value)))));

    private List<(string Name, List<KeyValuePair<string, string>> Values)> Groups()
    {
        string stem = IsSurface ? $"{Product}_SR_B" : $"{Product}_B";
        var files = Numbers.Select(n => Pair($"FILE_NAME_BAND_{n}", $"{stem}{n}.TIF")).ToList();
        if (IsFirst)
        {
            return
            [
                ("METADATA_FILE_INFO", [Pair("ORIGIN", "Image courtesy of the U.S. Geological Survey"), Pair("LANDSAT_PRODUCT_ID", Product), Pair("COLLECTION_NUMBER", "01")]),
                ("PRODUCT_METADATA", [Pair("DATA_TYPE", Level), Pair("SPACECRAFT_ID", Craft), Pair("SENSOR_ID", Sensor), Pair("DATE_ACQUIRED", "2016-11-12"), .. files, Pair("FILE_NAME_BAND_QUALITY", $"{Product}_BQA.TIF")]),
                ("RADIOMETRIC_RESCALING", [.. Factors("2.0000E-05", "-0.100000")]),
            ];
        }

        List<KeyValuePair<string, string>> contents =
        [
            Pair("ORIGIN", "Image courtesy of the U.S. Geological Survey"), Pair("LANDSAT_PRODUCT_ID", Product), Pair("PROCESSING_LEVEL", Level), Pair("COLLECTION_NUMBER", "02"), .. files,
            Pair("FILE_NAME_QUALITY_L1_PIXEL", $"{Product}_QA_PIXEL.TIF"), Pair("FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION", $"{Product}_QA_RADSAT.TIF"),
        ];

        // Level 2 repeats level 1's files and factors: taking those would be wrong.
        List<KeyValuePair<string, string>> levelOne = [.. Numbers.Select(n => Pair($"FILE_NAME_BAND_{n}", $"LEVEL_1_B{n}.TIF")), Pair("PROCESSING_LEVEL", "L1TP")];
        List<(string, List<KeyValuePair<string, string>>)> groups =
        [
            ("PRODUCT_CONTENTS", contents),
            ("IMAGE_ATTRIBUTES", [Pair("SPACECRAFT_ID", Craft), Pair("SENSOR_ID", Sensor), Pair("DATE_ACQUIRED", "2020-12-04"), Pair("SUN_ELEVATION", "18.80722985")]),
        ];
        if (IsSurface)
        {
            groups.Add(("LEVEL2_SURFACE_REFLECTANCE_PARAMETERS", [.. Factors(Mult, Add)]));
        }

        groups.Add(("LEVEL1_PROCESSING_RECORD", levelOne));
        groups.Add(("LEVEL1_RADIOMETRIC_RESCALING", [.. Factors("2.0000E-05", "-0.100000")]));
        return groups;
    }

    private IEnumerable<KeyValuePair<string, string>> Factors(string mult, string add) =>
        [.. Numbers.Select(n => Pair($"REFLECTANCE_MULT_BAND_{n}", mult)), .. Numbers.Select(n => Pair($"REFLECTANCE_ADD_BAND_{n}", add))];

    // ODL quotes words, not numbers and dates.
    private static string Odl(string value) => char.IsAsciiLetter(value[0]) ? $"\"{value}\"" : value;

    private static KeyValuePair<string, string> Pair(string key, string value) => KeyValuePair.Create(key, value);
}
