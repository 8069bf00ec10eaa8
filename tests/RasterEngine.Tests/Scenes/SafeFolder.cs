namespace RasterEngine.Tests.Scenes;

/// <summary>A .SAFE folder in the layout of the archive (PSD 14): metadata as ESA writes them, images that are only there.</summary>
internal sealed record SafeFolder(bool IsSurface, string Baseline)
{
    public const string Granule = "GRANULE/L2A_T33UUP_A032567_20230617T101007";

    private const string Stamp = "T33UUP_20230617T100559";

    private static readonly string[] Fine = ["B02", "B03", "B04", "B08", "TCI", "AOT", "WVP"];
    private static readonly string[] Middle = ["B01", "B02", "B03", "B04", "B05", "B06", "B07", "B8A", "B11", "B12", "TCI", "AOT", "WVP", "SCL"];
    private static readonly string[] Coarse = ["B01", "B02", "B03", "B04", "B05", "B06", "B07", "B8A", "B09", "B11", "B12", "TCI", "AOT", "WVP", "SCL"];
    private static readonly string[] Top = ["B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12", "TCI"];

    public static readonly string[] AllIds = [.. Enumerable.Range(0, 13).Select(i => $"{i}")];

    /// <summary>The band_ids that have an offset; null for the whole list left out, as before 04.00.</summary>
    public string[]? OffsetIds { get; init; } = AllIds;

    public string Offset { get; init; } = "-1000";

    public string Quantification { get; init; } = "10000";

    public string Ending { get; init; } = ".jp2";

    public string Name => $"S2B_MSIL{(IsSurface ? "2A" : "1C")}_20230617T100559_N{Baseline.Replace(".", "", StringComparison.Ordinal)}_R022_T33UUP_20230617T130246.SAFE";

    public string MetadataName => $"MTD_MSIL{(IsSurface ? "2A" : "1C")}.xml";

    public IEnumerable<string> Images => IsSurface
        ? [.. At("10m", Fine), .. At("20m", Middle), .. At("60m", Coarse)]
        : Top.Select(band => $"{Granule}/IMG_DATA/{Stamp}_{band}");

    /// <summary>Writes it into a folder; its full path.</summary>
    public string Write(string parent)
    {
        string folder = Path.Combine(parent, Name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, MetadataName), Xml());
        foreach (string image in Images)
        {
            string file = Path.Combine(folder, image + Ending);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, []);
        }

        return folder;
    }

    public string Xml()
    {
        string level = IsSurface ? "2A" : "1C";
        return $"""
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <n1:Level-{level}_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-{level}.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                <n1:General_Info>
                    <Product_Info>
                        <PRODUCT_START_TIME>2023-06-17T10:05:59.024Z</PRODUCT_START_TIME>
                        <PRODUCT_STOP_TIME>2023-06-17T10:05:59.024Z</PRODUCT_STOP_TIME>
                        <PRODUCT_URI>{Name}</PRODUCT_URI>
                        <PROCESSING_LEVEL>Level-{level}</PROCESSING_LEVEL>
                        <PRODUCT_TYPE>S2MSI{level}</PRODUCT_TYPE>
                        <PROCESSING_BASELINE>{Baseline}</PROCESSING_BASELINE>
                        <GENERATION_TIME>2023-06-17T13:02:46.000000Z</GENERATION_TIME>
                        <Datatake datatakeIdentifier="GS2B_20230617T100559_032567_N{Baseline}">
                            <SPACECRAFT_NAME>Sentinel-2B</SPACECRAFT_NAME>
                            <DATATAKE_SENSING_START>2023-06-17T10:05:59.024Z</DATATAKE_SENSING_START>
                        </Datatake>
                        <Query_Options completeSingleTile="true"><PRODUCT_FORMAT>SAFE_COMPACT</PRODUCT_FORMAT></Query_Options>
                        <Product_Organisation>
                            <Granule_List>
                                <Granule datastripIdentifier="S2B_OPER_MSI_L{level}_DS" granuleIdentifier="S2B_OPER_MSI_L{level}_TL" imageFormat="JPEG2000">
                                    {string.Concat(Images.Select(image => $"<IMAGE_FILE>{image}</IMAGE_FILE>"))}
                                </Granule>
                            </Granule_List>
                        </Product_Organisation>
                    </Product_Info>
                    <Product_Image_Characteristics>
                        <Special_Values><SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT><SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX></Special_Values>
                        <Special_Values><SPECIAL_VALUE_TEXT>SATURATED</SPECIAL_VALUE_TEXT><SPECIAL_VALUE_INDEX>65535</SPECIAL_VALUE_INDEX></Special_Values>
                        {Numbers()}
                        <Reflectance_Conversion><U>0.968</U><Solar_Irradiance_List><SOLAR_IRRADIANCE bandId="0" unit="W/m²/µm">1874.3</SOLAR_IRRADIANCE></Solar_Irradiance_List></Reflectance_Conversion>
                    </Product_Image_Characteristics>
                </n1:General_Info>
            </n1:Level-{level}_User_Product>
            """;
    }

    private string Numbers()
    {
        string name = IsSurface ? "BOA_ADD_OFFSET" : "RADIO_ADD_OFFSET";
        string offsets = string.Concat((OffsetIds ?? []).Select(id => $"<{name} band_id=\"{id}\">{Offset}</{name}>"));
        string list = IsSurface ? "BOA_ADD_OFFSET_VALUES_LIST" : "Radiometric_Offset_List";
        string quantification = IsSurface
            ? $"<QUANTIFICATION_VALUES_LIST><BOA_QUANTIFICATION_VALUE unit=\"none\">{Quantification}</BOA_QUANTIFICATION_VALUE><AOT_QUANTIFICATION_VALUE unit=\"none\">1000.0</AOT_QUANTIFICATION_VALUE></QUANTIFICATION_VALUES_LIST>"
            : $"<QUANTIFICATION_VALUE unit=\"none\">{Quantification}</QUANTIFICATION_VALUE>";
        return quantification + (OffsetIds is null ? "" : $"<{list}>{offsets}</{list}>");
    }

    private static IEnumerable<string> At(string pixel, string[] bands) => bands.Select(band => $"{Granule}/IMG_DATA/R{pixel}/{Stamp}_{band}_{pixel}");
}
