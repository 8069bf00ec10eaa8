using RasterEngine.Tiling;

namespace RasterEngine.Monitors;

/// <summary>A tile brought up to date.</summary>
/// <param name="Tile">Which.</param>
/// <param name="State">Its saved form.</param>
/// <param name="Statuses">Status of each pixel.</param>
/// <param name="Dates">Band after band, what breaks.tif says of each pixel.</param>
/// <param name="Scenes">What each new scene did here.</param>
/// <param name="ByStatus">Pixels and area of each status.</param>
internal sealed record MonitorAnswer(Tile Tile, byte[] State, byte[] Statuses, ushort[] Dates, IReadOnlyList<SceneSums> Scenes, PixelSum[] ByStatus);
