namespace RasterEngine.Host.Storage;

/// <summary>A scene of an archive.</summary>
/// <param name="Path">As a scan document names it.</param>
/// <param name="Collection">Of its STAC Item, or the name of the folder that a product lies in.</param>
/// <param name="Kind"><c>item</c> or <c>product</c>.</param>
/// <param name="Acquired">UTC.</param>
/// <param name="CloudPercent">0..100; null when nobody says.</param>
/// <param name="West">Degrees; null with the other three when nobody says where it lies.</param>
/// <param name="South">Degrees.</param>
/// <param name="East">Degrees.</param>
/// <param name="North">Degrees.</param>
/// <param name="Bytes">Of the file that describes it.</param>
/// <param name="Modified">Of that file, UTC.</param>
internal sealed record CatalogueEntry(
    string Path, string Collection, string Kind, DateTime Acquired, double? CloudPercent, double? West, double? South, double? East, double? North, long Bytes, DateTime Modified)
{
    // What Dapper makes it with.
    private CatalogueEntry()
        : this("", "", "", default, null, null, null, null, null, 0, default)
    {
    }
}
