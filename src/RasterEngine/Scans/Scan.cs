using RasterEngine.Masks;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>A question: two dates, an index and a rule. Made from a scan document or from the command line; immutable.</summary>
/// <param name="Name">What the analyst calls it.</param>
/// <param name="Target">What is looked for, as the analyst defined it; null when not stated.</param>
/// <param name="Before">The earlier date.</param>
/// <param name="After">The later date.</param>
/// <param name="Index">The spectral index.</param>
/// <param name="Rule">T and D.</param>
/// <param name="Comparison">What kind of pair it is; null when the dates are not known.</param>
/// <param name="CanonicalDocument">The question as one line of JSON, fields sorted: what its identity is made of.</param>
public sealed record Scan(
    string Name, Target? Target, SceneSource Before, SceneSource After, SpectralIndex Index, ChangeRule Rule, Comparison? Comparison, string CanonicalDocument);
