namespace RasterEngine.Scenes;

/// <summary>One date as the question describes it.</summary>
/// <param name="Field">Its field in the document: before or after.</param>
/// <param name="Date">Null when the question does not say.</param>
/// <param name="Bands">Role (STAC common name, or <see cref="BandRoles.Index"/>) → band; roles left out are looked for in the descriptions of <paramref name="Whole"/>'s bands.</param>
/// <param name="Whole">The file that holds all bands, with what the question says of each; null when every band names its own file.</param>
public sealed record SceneSource(string Field, SceneDate? Date, IReadOnlyDictionary<string, BandSource> Bands, BandSource? Whole)
{
    /// <summary>The quality band; null when there is none.</summary>
    public QualitySource? Quality { get; init; }

    /// <summary>Stored values of a saturated detector, besides the type's own.</summary>
    public IReadOnlyList<double> SaturatedValues { get; init; } = [];

    /// <summary>A band whose pixels other than 0 are saturated (Landsat QA_RADSAT).</summary>
    public BandSource? Saturation { get; init; }

    /// <summary>What the numbers are; null when neither the question nor metadata say.</summary>
    public Basis? Basis { get; init; }

    /// <summary>What a product folder or STAC Item said; null when the scene was described by its files.</summary>
    public SceneMetadata? Metadata { get; init; }

    /// <summary>Several acquisitions that become this date; empty for one scene.</summary>
    public IReadOnlyList<SceneSource> Parts { get; init; } = [];

    /// <summary>How they do.</summary>
    public Composite? Composite { get; init; }

    /// <summary>The scene's rasters already hold the index.</summary>
    public bool HoldsIndex => Bands.ContainsKey(BandRoles.Index) || (Parts.Count > 0 && Parts[0].HoldsIndex);
}
