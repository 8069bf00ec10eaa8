using RasterEngine.Scenes;

namespace RasterEngine.Monitors;

/// <summary>One scene of a monitor's document.</summary>
/// <param name="Day">When it shows the ground.</param>
/// <param name="Source">What the document says of it.</param>
/// <param name="EntryHash">SHA-256 of its entry in canonical spelling: how a scene that was added before is known again.</param>
public sealed record MonitorScene(DateOnly Day, SceneSource Source, string EntryHash);
