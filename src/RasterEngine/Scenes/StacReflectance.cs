using System.Globalization;

namespace RasterEngine.Scenes;

/// <summary>
/// How the stored numbers of a STAC Item's bands become reflectance. Decided by processing baseline, the catalogue's own word and the raster
/// extension, never by date; where these leave it open or contradict each other, refused.
/// </summary>
internal static class StacReflectance
{
    // Quantification 10000 (Sentinel-2 Products Specification Document); Landsat Collection 2 level 2: USGS, LSDS-1619 section 6.
    private const decimal Sentinel2Scale = 0.0001m;
    private const decimal LandsatScale = 0.0000275m;
    private const decimal LandsatOffset = -0.2m;

    /// <summary>Scale, offset and nodata of a band. Nulls are left to the file.</summary>
    /// <exception cref="ScanException">The offset is not known, or not usable.</exception>
    public static (decimal? Scale, decimal? Offset, double? NoData) Of(StacFacts facts, string role, StacBand band)
    {
        decimal? scale = band.Scale is { } s ? StoredNumbers.ToDecimal(s, $"{facts.Path}: scale of {role}") : null;
        decimal? offset = band.Offset is { } o ? StoredNumbers.ToDecimal(o, $"{facts.Path}: offset of {role}") : null;
        return facts.Sensor switch
        {
            "sentinel-2" => (scale ?? Sentinel2Scale, Sentinel2Offset(facts, role, offset), band.NoData ?? 0),
            "landsat" when (scale is null) != (offset is null) => throw Unknown(facts, $"raster:bands of {role} give {(scale is null ? "an offset without a scale" : "a scale without an offset")}; expected both"),
            "landsat" when facts.IsCollection2Surface => (scale ?? LandsatScale, offset ?? LandsatOffset, band.NoData ?? 0),
            _ => (scale, offset, band.NoData),
        };
    }

    /// <summary>Where the offset comes from, in a few words.</summary>
    public static string Reason(StacFacts facts, string file, bool isStated) => facts.Sensor switch
    {
        "sentinel-2" when facts.OffsetApplied == true => $"boa_offset_applied is true in {file}",
        "sentinel-2" when facts.Baseline is { } baseline => $"processing baseline {baseline}{(baseline.HasOffset ? " and raster:bands" : "")} in {file}",
        "landsat" when !isStated && facts.IsCollection2Surface => "the scaling of Landsat Collection 2 level 2",
        _ when isStated => $"raster:bands in {file}",
        _ => $"nothing said in {file}",
    };

    private static decimal Sentinel2Offset(StacFacts facts, string role, decimal? stated)
    {
        // The catalogue's files are harmonised already; Earth Search goes on stating the offset that it took out.
        if (facts.OffsetApplied == true)
        {
            return 0;
        }

        if (facts.Baseline is { HasOffset: false } early)
        {
            return stated is null or 0 ? 0 : throw Unknown(facts, $"processing baseline is {early}, which has no offset, but raster:bands of {role} give {Words(stated.Value)}; the two contradict each other");
        }

        if (stated == 0 && facts.OffsetApplied == false && facts.Baseline is { } late)
        {
            throw Unknown(facts, $"processing baseline is {late} and boa_offset_applied is false, but raster:bands of {role} give the offset 0; the two contradict each other");
        }

        return stated ?? throw Unknown(facts, facts.Baseline is { } baseline
            ? $"processing baseline is {baseline}, whose numbers are shifted unless the catalogue took that out, and the Item has neither an offset in raster:bands of {role} nor earthsearch:boa_offset_applied = true; expected one of the two"
            : $"has neither a processing baseline nor an offset in raster:bands of {role} nor earthsearch:boa_offset_applied = true; expected one that says whether Sentinel-2's numbers are shifted");
    }

    private static string Words(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static ScanException Unknown(StacFacts facts, string what) => new("offset-unknown", $"{facts.Path}: {what}.");
}
