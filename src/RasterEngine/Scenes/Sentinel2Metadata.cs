using System.Globalization;

namespace RasterEngine.Scenes;

/// <summary>What MTD_MSIL2A.xml or MTD_MSIL1C.xml says.</summary>
/// <param name="Path">As written, for messages.</param>
/// <param name="IsSurface">Level 2A; else level 1C.</param>
/// <param name="Baseline">The processing baseline.</param>
/// <param name="Date">Day of acquisition.</param>
/// <param name="Spacecraft">Sentinel-2A; null when not stated.</param>
/// <param name="Quantification">Reflectance = (stored + offset) ÷ this.</param>
/// <param name="Offsets">band_id → offset in stored numbers.</param>
/// <param name="Images">Files, relative to the product, without their ending.</param>
internal sealed record Sentinel2Metadata(
    string Path,
    bool IsSurface,
    Sentinel2Baseline Baseline,
    SceneDate? Date,
    string? Spacecraft,
    decimal Quantification,
    IReadOnlyDictionary<int, decimal> Offsets,
    IReadOnlyList<string> Images)
{
    /// <exception cref="ScanException">Not readable, of several granules, or without a fact that reflectance needs.</exception>
    public static Sentinel2Metadata Read(string path, string fullPath, bool isSurface)
    {
        List<MetadataElement> elements = MetadataXml.Read(path, fullPath);
        CheckOneGranule(path, elements);

        // Level 2A before baseline 02.08 wrote L2A_ in front and IMAGE_FILE_2A.
        string? quantification = isSurface ? One(path, elements, "BOA_QUANTIFICATION_VALUE", "L2A_BOA_QUANTIFICATION_VALUE") : One(path, elements, "QUANTIFICATION_VALUE");
        string? day = One(path, elements, "PRODUCT_START_TIME");
        return new Sentinel2Metadata(
            path,
            isSurface,
            ReadBaseline(path, elements),
            day is null ? null : MetadataText.Day(path, "PRODUCT_START_TIME", day),
            One(path, elements, "SPACECRAFT_NAME"),
            ReadQuantification(path, quantification),
            ReadOffsets(path, elements, isSurface ? "BOA_ADD_OFFSET" : "RADIO_ADD_OFFSET"),
            [.. elements.Where(e => e.Name is "IMAGE_FILE" or "IMAGE_FILE_2A").Select(e => e.Text).Distinct()]);
    }

    /// <summary>Reflectance = stored × scale + offset.</summary>
    /// <exception cref="ScanException">The offset is not stated where it has to be, or stated where there is none.</exception>
    public (decimal Scale, decimal Offset) Reflectance(Sentinel2Band band)
    {
        decimal scale = 1m / Quantification;
        StoredNumbers.CheckDigits(scale, $"{Path}: 1 ÷ quantification value");
        string name = IsSurface ? "BOA_ADD_OFFSET" : "RADIO_ADD_OFFSET";
        bool stated = Offsets.TryGetValue(band.Id, out decimal offset);
        if (Baseline.HasOffset && !stated)
        {
            throw new ScanException("offset-unknown", $"{Path}: processing baseline is {Baseline}, but there is no {name} of band_id {band.Id} ({band.Name}); expected one, because from 04.00 on numbers are shifted.");
        }

        if (!Baseline.HasOffset && offset != 0)
        {
            throw new ScanException("offset-unknown", $"{Path}: processing baseline is {Baseline}, which has no offset, but {name} of {band.Name} is {offset.ToString(CultureInfo.InvariantCulture)}; the two contradict each other.");
        }

        decimal shift = offset / Quantification;
        StoredNumbers.CheckDigits(shift, $"{Path}: {name} ÷ quantification value");
        return (scale, shift);
    }

    private static void CheckOneGranule(string path, List<MetadataElement> elements)
    {
        int granules = elements.Count(e => e.Name is "Granule" or "Granules");
        if (granules > 1)
        {
            throw new ScanException("several-scenes", $"{path}: has {granules} granules, the format of before December 2016; expected one: split it into its tiles first.");
        }

        if (granules == 0)
        {
            throw MetadataText.Unreadable(path, "has no Granule element; expected a Sentinel-2 product's metadata");
        }
    }

    private static Sentinel2Baseline ReadBaseline(string path, List<MetadataElement> elements)
    {
        string text = One(path, elements, "PROCESSING_BASELINE")
            ?? throw new ScanException("offset-unknown", $"{path}: has no PROCESSING_BASELINE, which says whether numbers are shifted; expected one like 05.09.");
        return Sentinel2Baseline.Parse(text) ?? throw MetadataText.Unreadable(path, $"PROCESSING_BASELINE is {MetadataText.Quote(text)}; expected one like 05.09");
    }

    private static decimal ReadQuantification(string path, string? text)
    {
        decimal value = Decimal(path, "the quantification value", text ?? throw MetadataText.Unreadable(path, "has no quantification value; expected one, usually 10000"));
        return value is >= 1 and <= 1_000_000 ? value : throw MetadataText.Unreadable(path, $"the quantification value is {MetadataText.Quote(text)}; expected one from 1 to 1000000, usually 10000");
    }

    private static Dictionary<int, decimal> ReadOffsets(string path, List<MetadataElement> elements, string name)
    {
        var offsets = new Dictionary<int, decimal>();
        foreach (MetadataElement element in elements.Where(e => e.Name == name))
        {
            bool isBand = int.TryParse(element.BandId, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id <= 12;
            if (!isBand || !offsets.TryAdd(id, Decimal(path, name, element.Text)))
            {
                throw MetadataText.Unreadable(path, $"{name} has band_id {MetadataText.Quote(element.BandId ?? "")}; expected each of 0 to 12 once");
            }
        }

        return offsets;
    }

    private static decimal Decimal(string path, string what, string text) => StoredNumbers.ToDecimal(MetadataText.Number(path, what, text), $"{path}: {what}");

    private static string? One(string path, List<MetadataElement> elements, params string[] names)
    {
        string[] found = [.. elements.Where(e => names.Contains(e.Name)).Select(e => e.Text).Distinct()];
        return found.Length <= 1 ? found.FirstOrDefault() : throw MetadataText.Unreadable(path, $"gives {names[0]} as {MetadataText.Quote(found[0])} and as {MetadataText.Quote(found[1])}");
    }
}
