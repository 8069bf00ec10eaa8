using System.Globalization;
using RasterEngine.Gdal;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>What a band says of itself.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Role">STAC common name, where the band states it, or index where its name or the file's does; null otherwise (it is then named in the document).</param>
/// <param name="PixelType">What it stores.</param>
/// <param name="Description">Its own words.</param>
/// <param name="NoData">Stored value that means “nothing here”, as text: it may be NaN.</param>
/// <param name="Scale">Reflectance = stored × scale + offset.</param>
/// <param name="Offset">See <paramref name="Scale"/>.</param>
/// <param name="HasMask">A mask or alpha band excludes pixels.</param>
/// <param name="Quality">How it speaks, where it is a quality band by its own words or the file's name: scl, qa-pixel, fmask; saturated for QA_RADSAT.</param>
public sealed record BandInspection(int Number, string? Role, string PixelType, string Description, string? NoData, double? Scale, double? Offset, bool HasMask, string? Quality = null)
{
    internal static BandInspection Of(RasterBand band, string? role, string file) => new(
        band.Number,
        role ?? (NameWords.IsIndex(band.Description) || NameWords.IsIndex(file) ? BandRoles.Index : null),
        band.PixelType.ToString(),
        band.Description,
        band.NoData?.ToString(CultureInfo.InvariantCulture),
        band.Scale,
        band.Offset,
        (band.MaskFlags & (MaskFlags.PerDataset | MaskFlags.Alpha)) != 0,
        NameWords.Quality(band.Description) ?? NameWords.Quality(file));
}
