namespace RasterEngine.Monitors;

/// <summary>A scene that was added to a state, and what it changed.</summary>
/// <param name="Day">Its day.</param>
/// <param name="EntryHash">How its entry is known again.</param>
/// <param name="Inputs">The files it was read from.</param>
/// <param name="Seen">Monitored or not, what it observed of the pixels with a history.</param>
/// <param name="Broke">Pixels whose break its observation completed.</param>
/// <param name="Recovered">Pixels whose recovery it completed.</param>
public sealed record AddedScene(DateOnly Day, string EntryHash, IReadOnlyList<StateInput> Inputs, PixelSum Seen, PixelSum Broke, PixelSum Recovered);
