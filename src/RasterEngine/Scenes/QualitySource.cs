namespace RasterEngine.Scenes;

/// <summary>What the question says of a scene's quality band.</summary>
/// <param name="Band">Where it is.</param>
/// <param name="Kind">How it speaks.</param>
/// <param name="Keep">Classes to keep, of a class band; null for the kind's own (algorithms.md §2).</param>
/// <param name="Drop">Flags to drop, of a bit band, by name; null for the kind's own.</param>
/// <param name="Grow">Pixels of the quality band by which clouds and shadows are widened; null for the kind's own.</param>
public sealed record QualitySource(BandSource Band, QualityKind Kind, IReadOnlyList<int>? Keep, IReadOnlyList<string>? Drop, int? Grow);
