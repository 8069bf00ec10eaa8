using RasterEngine.Masks;
using RasterEngine.Tiling;

namespace RasterEngine.Monitors;

/// <summary>A monitor's document, read.</summary>
/// <param name="Name">The monitor's name.</param>
/// <param name="Season">Which season its breaks belong to, in the user's words; null when not told.</param>
/// <param name="Index">What is watched.</param>
/// <param name="Design">How.</param>
/// <param name="History">The scenes that the model is fitted to, oldest first.</param>
/// <param name="Scenes">Those that are watched, oldest first; more may follow.</param>
/// <param name="Resampling">How scenes that lie on another lattice than the first are brought to its; null refuses them.</param>
/// <param name="DesignHash">SHA-256 of everything but the name and the watched scenes: a saved state belongs to one such design.</param>
public sealed record MonitorQuestion(
    string Name, string? Season, SpectralIndex Index, MonitorDesign Design, IReadOnlyList<MonitorScene> History, IReadOnlyList<MonitorScene> Scenes, Resampling? Resampling, string DesignHash);
