using RasterEngine.Areas;
using RasterEngine.Tiling;

namespace RasterEngine.Monitors;

/// <summary>Where a monitor stands.</summary>
/// <param name="Question">Its document.</param>
/// <param name="Grid">Its place.</param>
/// <param name="State">The head of its state, every scene added so far included.</param>
/// <param name="AddedNow">How many of them this run added.</param>
/// <param name="ByStatus">Pixels and area of each <see cref="PixelStatus"/>.</param>
/// <param name="Areas">Turns steps into hectares.</param>
public sealed record MonitorResult(MonitorQuestion Question, Grid Grid, StateHeader State, int AddedNow, IReadOnlyList<PixelSum> ByStatus, PixelAreas Areas);
