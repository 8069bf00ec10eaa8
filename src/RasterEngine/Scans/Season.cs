using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>The dates of one season as the question describes them.</summary>
/// <param name="Field">Its field in the document.</param>
/// <param name="Scenes">A scene a date, in order.</param>
/// <param name="Start">First day asked about; null where the first scene begins it.</param>
/// <param name="End">Last day; null where the last scene ends it.</param>
public sealed record Season(string Field, IReadOnlyList<SceneSource> Scenes, DateOnly? Start, DateOnly? End);
