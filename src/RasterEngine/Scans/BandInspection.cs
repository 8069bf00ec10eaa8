using System.Globalization;
using RasterEngine.Gdal;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>What a band says of itself.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Role">STAC common name, where the band states it; null otherwise (it is then named in the document).</param>
/// <param name="PixelType">What it stores.</param>
/// <param name="Description">Its own words.</param>
/// <param name="NoData">Stored value that means “nothing here”, as text: it may be NaN.</param>
/// <param name="Scale">Reflectance = stored × scale + offset.</param>
/// <param name="Offset">See <paramref name="Scale"/>.</param>
/// <param name="HasMask">A mask or alpha band excludes pixels.</param>
/// <param name="Quality">How it speaks, where it is a quality band by its own words: scl, qa-pixel, fmask.</param>
public sealed record BandInspection(int Number, string? Role, string PixelType, string Description, string? NoData, double? Scale, double? Offset, bool HasMask, string? Quality = null)
{
    private static readonly (string Word, QualityKind Kind)[] QualityWords =
        [("SCL", QualityKind.Scl), ("QA_PIXEL", QualityKind.QaPixel), ("FMASK", QualityKind.Fmask), ("QAI", QualityKind.ForceQai)];

    internal static BandInspection Of(RasterBand band) => new(
        band.Number,
        BandRoles.Of(band),
        band.PixelType.ToString(),
        band.Description,
        band.NoData?.ToString(CultureInfo.InvariantCulture),
        band.Scale,
        band.Offset,
        (band.MaskFlags & (MaskFlags.PerDataset | MaskFlags.Alpha)) != 0,
        QualityOf(band.Description));

    /// <summary>The kind of quality band that a name states beyond doubt; null when it states none.</summary>
    internal static string? QualityOf(string name) =>
        QualityWords.Where(w => name.Contains(w.Word, StringComparison.OrdinalIgnoreCase)).Select(w => QualityTables.Name(w.Kind)).FirstOrDefault();
}
