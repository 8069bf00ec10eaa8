namespace RasterEngine.Scenes;

/// <summary>What a product folder or a STAC Item says of the scene it holds.</summary>
/// <param name="Kind">What it is, for people: “Sentinel-2 L2A product”.</param>
/// <param name="Date">Day of acquisition.</param>
/// <param name="Sensor">Family: “sentinel-2”, “landsat”; null when not stated.</param>
/// <param name="Basis">Null when not stated.</param>
/// <param name="Bands">Role (STAC common name) → band, with the scale, offset and nodata that the metadata give.</param>
/// <param name="Quality">The quality band that goes with it; null when there is none.</param>
/// <param name="QualityKind">How that speaks.</param>
/// <param name="Saturation">A band whose pixels other than 0 are saturated (Landsat QA_RADSAT); null when there is none.</param>
/// <param name="Sources">The metadata files themselves: inputs like any other. Their band number is 0.</param>
/// <param name="OffsetReason">Where the offset comes from, in a few words: “processing baseline 05.09 in MTD_MSIL2A.xml”.</param>
public sealed record SceneMetadata(
    string Kind,
    SceneDate? Date,
    string? Sensor,
    Basis? Basis,
    IReadOnlyDictionary<string, BandSource> Bands,
    BandSource? Quality,
    QualityKind? QualityKind,
    BandSource? Saturation,
    IReadOnlyList<BandSource> Sources,
    string OffsetReason)
{
    /// <summary>Role → why it is not among <see cref="Bands"/> although the metadata speak of it, as the end of a sentence: “names X_B4.TIF, which is not there”.</summary>
    public IReadOnlyDictionary<string, string> Absent { get; init; } = new Dictionary<string, string>();
}
