namespace RasterEngine.Scenes;

/// <summary>A band of the Sentinel-2 instrument.</summary>
/// <param name="Name">As in file names: B04.</param>
/// <param name="Role">STAC common name.</param>
/// <param name="Id">Its <c>band_id</c> in the metadata: 0 to 12 stand for B01 to B08, B8A, B09 to B12.</param>
/// <param name="Metres">The pixel it was made for: of the several files of a level-2A product the one that is used.</param>
internal sealed record Sentinel2Band(string Name, string Role, int Id, int Metres)
{
    /// <summary>All that show the ground: B10 (id 10, cirrus) does not.</summary>
    public static IReadOnlyList<Sentinel2Band> All { get; } =
    [
        new("B01", "coastal", 0, 60),
        new("B02", "blue", 1, 10),
        new("B03", "green", 2, 10),
        new("B04", "red", 3, 10),
        new("B05", "rededge1", 4, 20),
        new("B06", "rededge2", 5, 20),
        new("B07", "rededge3", 6, 20),
        new("B08", "nir", 7, 10),
        new("B8A", "nir08", 8, 20),
        new("B09", "nir09", 9, 60),
        new("B11", "swir16", 11, 20),
        new("B12", "swir22", 12, 20),
    ];
}
