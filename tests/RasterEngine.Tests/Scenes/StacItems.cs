using System.Text.Json.Nodes;

namespace RasterEngine.Tests.Scenes;

/// <summary>STAC Items as the catalogues write them, with hrefs to files beside them.</summary>
internal static class StacItems
{
    /// <summary>Earth Search v1, collection sentinel-2-l2a; the offset stays in raster:bands even where it was taken out.</summary>
    public static JsonObject EarthSearch(string baseline, bool? applied, double? offset = -0.1) => Item(
        "1.0.0", "S2B_T33UUP_20230617T101031_L2A", "sentinel-2-l2a",
        new JsonObject
        {
            ["datetime"] = "2023-06-17T10:10:37.123000Z",
            ["platform"] = "sentinel-2b",
            ["constellation"] = "sentinel-2",
            ["s2:processing_baseline"] = baseline,
            ["s2:product_type"] = "S2MSI2A",
            ["earthsearch:boa_offset_applied"] = applied,
        },
        new JsonObject
        {
            ["thumbnail"] = new JsonObject { ["href"] = "thumbnail.jpg", ["type"] = "image/jpeg", ["roles"] = new JsonArray("thumbnail") },
            ["visual"] = new JsonObject { ["href"] = "./TCI.tif", ["type"] = Cog, ["roles"] = new JsonArray("visual"), ["eo:bands"] = new JsonArray(Eo("B04", "red"), Eo("B03", "green"), Eo("B02", "blue")) },
            ["red-jp2"] = Asset("B04.jp2", "image/jp2", Eo("B04", "red"), Raster(0.0001, offset)),
            ["red"] = Asset("./B04.tif", Cog, Eo("B04", "red"), Raster(0.0001, offset)),
            ["nir"] = Asset("./B08.tif", Cog, Eo("B08", "nir"), Raster(0.0001, offset)),
            ["nir08"] = Asset("./B8A.tif", Cog, Eo("B8A", "nir08"), Raster(0.0001, offset)),
            ["rededge2"] = Asset("./B06.tif", Cog, Eo("B06", "rededge"), Raster(0.0001, offset)),
            ["swir16"] = Asset("https://example.com/B11.tif", Cog, Eo("B11", "swir16"), Raster(0.0001, offset)),
            ["scl"] = new JsonObject { ["href"] = "./SCL.tif", ["type"] = Cog, ["roles"] = new JsonArray("data"), ["raster:bands"] = new JsonArray(new JsonObject { ["nodata"] = 0, ["data_type"] = "uint8" }) },
            ["granule_metadata"] = new JsonObject { ["href"] = "metadata.xml", ["type"] = "application/xml" },
        });

    /// <summary>Earth Search v0, collection sentinel-s2-l2a-cogs: its own words, nothing of the raster extension.</summary>
    public static JsonObject EarthSearchZero(bool? applied) => Item(
        "1.0.0-beta.2", "S2A_31UFU_20220629_0_L2A", "sentinel-s2-l2a-cogs",
        new JsonObject { ["datetime"] = "2022-06-29T10:56:29Z", ["platform"] = "sentinel-2a", ["constellation"] = "sentinel-2", ["sentinel:processing_baseline"] = "04.00", ["sentinel:boa_offset_applied"] = applied },
        new JsonObject
        {
            ["overview"] = new JsonObject { ["href"] = "L2A_PVI.tif", ["type"] = Cog, ["roles"] = new JsonArray("overview"), ["eo:bands"] = new JsonArray(Eo("B04", "red")) },
            ["B04"] = Asset("B04.tif", Cog, Eo("B04", "red"), null),
            ["B08"] = Asset("B08.tif", Cog, Eo("B08", "nir"), null),
            ["SCL"] = new JsonObject { ["href"] = "SCL.tif", ["type"] = Cog },
        });

    /// <summary>Planetary Computer: no raster extension, the true-colour picture without a role of its own.</summary>
    public static JsonObject Planetary(string baseline) => Item(
        "1.0.0", "S2B_MSIL2A_20230617T100559_R022_T33UUP_20230617T130246", "sentinel-2-l2a",
        new JsonObject { ["datetime"] = "2023-06-17T10:05:59.024000Z", ["platform"] = "Sentinel-2B", ["constellation"] = "Sentinel 2", ["s2:processing_baseline"] = baseline, ["s2:product_type"] = "S2MSI2A" },
        new JsonObject
        {
            ["visual"] = new JsonObject { ["href"] = "TCI_10m.tif", ["type"] = Cog, ["roles"] = new JsonArray("data"), ["eo:bands"] = new JsonArray(Eo("B04", "red"), Eo("B03", "green"), Eo("B02", "blue")) },
            ["B04"] = Asset("B04_10m.tif", Cog, Eo("B04", "red"), null),
            ["B05"] = Asset("B05_20m.tif", Cog, Eo("B05", "rededge"), null),
            ["B08"] = Asset("B08_10m.tif", Cog, Eo("B08", "nir"), null),
            ["B8A"] = Asset("B8A_20m.tif", Cog, Eo("B8A", "rededge"), null),
            ["SCL"] = new JsonObject { ["href"] = "SCL_20m.tif", ["type"] = Cog, ["roles"] = new JsonArray("data") },
        });

    /// <summary>Copernicus Data Space, STAC 1.1: bands, several resolutions of each, factors at the asset.</summary>
    public static JsonObject DataSpace() => Item(
        "1.1.0", "S2B_MSIL2A_20230617T100559_N0509_R022_T33UUP_20230617T130246", "sentinel-2-l2a",
        new JsonObject { ["datetime"] = "2023-06-17T10:05:59.024000Z", ["platform"] = "sentinel-2b", ["constellation"] = "sentinel-2", ["processing:version"] = "05.09", ["processing:level"] = "L2", ["product:type"] = "S2MSI2A" },
        new JsonObject
        {
            ["B04_60m"] = Modern("R60m/B04_60m.jp2", "B04", "red", 60),
            ["B04_10m"] = Modern("R10m/B04_10m.jp2", "B04", "red", 10),
            ["B04_20m"] = Modern("R20m/B04_20m.jp2", "B04", "red", 20),
            ["B08_10m"] = Modern("R10m/B08_10m.jp2", "B08", "nir", 10),
            ["TCI_10m"] = new JsonObject { ["href"] = "R10m/TCI_10m.jp2", ["type"] = "image/jp2", ["roles"] = new JsonArray("visual") },
            ["SCL_60m"] = new JsonObject { ["href"] = "R60m/SCL_60m.jp2", ["type"] = "image/jp2", ["gsd"] = 60 },
            ["SCL_20m"] = new JsonObject { ["href"] = "R20m/SCL_20m.jp2", ["type"] = "image/jp2", ["gsd"] = 20 },
        });

    /// <summary>Landsat Collection 2 level 2, as USGS writes it (without factors) or as the Planetary Computer does.</summary>
    public static JsonObject Landsat(bool withFactors) => Item(
        "1.0.0", "LC08_L2SP_047027_20201204_20210313_02_T1_SR", "landsat-c2l2-sr",
        new JsonObject { ["datetime"] = "2020-12-04T19:02:11.194486Z", ["platform"] = withFactors ? "landsat-8" : "LANDSAT_8", ["landsat:collection_category"] = "T1", ["landsat:correction"] = "L2SP" },
        new JsonObject
        {
            ["red"] = Asset("SR_B4.TIF", "image/vnd.stac.geotiff; cloud-optimized=true", Eo("SR_B4", "red"), withFactors ? Raster(2.75e-05, -0.2) : null),
            ["nir08"] = Asset("SR_B5.TIF", "image/vnd.stac.geotiff; cloud-optimized=true", Eo("SR_B5", "nir08"), withFactors ? Raster(2.75e-05, -0.2) : null),
            ["qa_pixel"] = new JsonObject { ["href"] = "QA_PIXEL.TIF", ["type"] = Cog, ["roles"] = new JsonArray("cloud") },
            ["qa_radsat"] = new JsonObject { ["href"] = "QA_RADSAT.TIF", ["type"] = Cog, ["roles"] = new JsonArray("saturation") },
        });

    private const string Cog = "image/tiff; application=geotiff; profile=cloud-optimized";

    private static JsonObject Item(string version, string id, string collection, JsonObject properties, JsonObject assets) => new()
    {
        ["type"] = "Feature",
        ["stac_version"] = version,
        ["id"] = id,
        ["collection"] = collection,
        ["geometry"] = null,
        ["properties"] = properties,
        ["links"] = new JsonArray(),
        ["assets"] = assets,
    };

    private static JsonObject Asset(string href, string type, JsonObject eo, JsonObject? raster)
    {
        var asset = new JsonObject { ["href"] = href, ["type"] = type, ["roles"] = new JsonArray("data", "reflectance"), ["eo:bands"] = new JsonArray(eo) };
        if (raster is not null)
        {
            asset["raster:bands"] = new JsonArray(raster);
        }

        return asset;
    }

    private static JsonObject Modern(string href, string name, string common, int metres) => new()
    {
        ["href"] = href,
        ["type"] = "image/jp2",
        ["roles"] = new JsonArray("data", "reflectance"),
        ["bands"] = new JsonArray(new JsonObject { ["name"] = name, ["eo:common_name"] = common }),
        ["gsd"] = metres,
        ["nodata"] = 0,
        ["raster:scale"] = 0.0001,
        ["raster:offset"] = -0.1,
    };

    private static JsonObject Eo(string name, string common) => new() { ["name"] = name, ["common_name"] = common };

    private static JsonObject Raster(double scale, double? offset)
    {
        var raster = new JsonObject { ["nodata"] = 0, ["data_type"] = "uint16", ["spatial_resolution"] = 10, ["scale"] = scale };
        if (offset is { } o)
        {
            raster["offset"] = o;
        }

        return raster;
    }
}
