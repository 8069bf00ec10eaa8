using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>What a band says of itself.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Role">STAC common name, where the band states it; null otherwise (it is then named in the document).</param>
/// <param name="PixelType">What it stores.</param>
/// <param name="Description">Its own words.</param>
/// <param name="NoData">Stored value that means “nothing here”, as text: it may be NaN.</param>
/// <param name="Scale">Reflectance = stored × scale + offset.</param>
/// <param name="Offset">See <paramref name="Scale"/>.</param>
/// <param name="HasMask">A mask or alpha band excludes pixels.</param>
public sealed record BandInspection(int Number, string? Role, string PixelType, string Description, string? NoData, double? Scale, double? Offset, bool HasMask)
{
    internal static BandInspection Of(RasterBand band) => new(
        band.Number,
        BandRoles.Of(band),
        band.PixelType.ToString(),
        band.Description,
        band.NoData?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        band.Scale,
        band.Offset,
        (band.MaskFlags & (MaskFlags.PerDataset | MaskFlags.Alpha)) != 0);
}
