using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>Roles of bands: the STAC common names, and how a band's own description tells its role. Never guessed from band order.</summary>
public static class BandRoles
{
    /// <summary>STAC common names (eo extension 1.1) that the engine knows.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["coastal", "blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "nir09", "swir16", "swir22"];

    /// <summary>The role of a band that already holds the index: red and NIR are then absent.</summary>
    public const string Index = "index";

    // Two-digit names are Sentinel-2's alone; Landsat's B4 is red on one sensor and NIR on another, so one-digit names tell nothing.
    private static readonly Dictionary<string, string> Sentinel2 = new(StringComparer.OrdinalIgnoreCase)
    {
        ["B01"] = "coastal",
        ["B02"] = "blue",
        ["B03"] = "green",
        ["B04"] = "red",
        ["B05"] = "rededge1",
        ["B06"] = "rededge2",
        ["B07"] = "rededge3",
        ["B08"] = "nir",
        ["B8A"] = "nir08",
        ["B09"] = "nir09",
        ["B11"] = "swir16",
        ["B12"] = "swir22",
    };

    // No other sensor has a band of this name: beside it B4 is Sentinel-2's red.
    private const string Sentinel2Only = "B8A";

    /// <summary>The role a band's description states, or null: a word that is a role, else a Sentinel-2 band name.</summary>
    public static string? FromDescription(string description) => FromDescription(description, isSentinel2: false);

    /// <summary>The one band of a dataset that says it has this role; null when none or more than one does.</summary>
    public static int? Find(Dataset dataset, string role)
    {
        int[] numbers = [.. Of(dataset).Index().Where(b => b.Item == role).Select(b => b.Index + 1)];
        return numbers.Length == 1 ? numbers[0] : null;
    }

    /// <summary>The role that each band of a dataset states by its description or, for colours, its colour interpretation; null where it states none.</summary>
    public static IReadOnlyList<string?> Of(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        RasterBand[] bands = [.. Enumerable.Range(1, dataset.BandCount).Select(dataset.Band)];
        bool isSentinel2 = bands.Any(b => Words(b.Description).Contains(Sentinel2Only, StringComparer.OrdinalIgnoreCase));
        return [.. bands.Select(band => FromDescription(band.Description, isSentinel2) ?? band.ColourInterpretation switch
        {
            "Red" => "red",
            "Green" => "green",
            "Blue" => "blue",
            "NIR" => "nir",
            _ => null,
        })];
    }

    private static string? FromDescription(string description, bool isSentinel2)
    {
        ArgumentNullException.ThrowIfNull(description);
        string[] words = Words(description);
        return All.FirstOrDefault(role => words.Contains(role, StringComparer.OrdinalIgnoreCase))
            ?? words.Select(word => Sentinel2.GetValueOrDefault(isSentinel2 && word is [_, _] ? $"{word[0]}0{word[1]}" : word)).FirstOrDefault(role => role is not null);
    }

    private static string[] Words(string description) => description.Split([' ', '_', '-', '.', ',', ':', ';', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries);
}
