using System.Diagnostics.CodeAnalysis;

namespace RasterEngine.Gdal;

/// <summary>Where a band's mask comes from. The numbers are GDAL's own (GMF_…).</summary>
[Flags]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "GDAL calls them mask flags.")]
public enum MaskFlags
{
    None = 0,

    /// <summary>There is no mask: every pixel is valid.</summary>
    AllValid = 1,

    /// <summary>One mask serves all bands of the dataset.</summary>
    PerDataset = 2,

    /// <summary>The mask is an alpha band, so it may hold values between 0 and 255.</summary>
    Alpha = 4,

    /// <summary>The mask is made from the band's nodata value.</summary>
    NoData = 8,
}
