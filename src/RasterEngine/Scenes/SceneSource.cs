namespace RasterEngine.Scenes;

/// <summary>One date as the question describes it.</summary>
/// <param name="Field">Its field in the document: before or after.</param>
/// <param name="Date">Null when the question does not say.</param>
/// <param name="Bands">Role (STAC common name) → band; roles left out are looked for in the descriptions of <paramref name="Whole"/>'s bands.</param>
/// <param name="Whole">The file that holds all bands, with what the question says of each; null when every band names its own file.</param>
public sealed record SceneSource(string Field, SceneDate? Date, IReadOnlyDictionary<string, BandSource> Bands, BandSource? Whole);
