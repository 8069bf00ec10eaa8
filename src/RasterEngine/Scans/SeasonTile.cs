using RasterEngine.Kernels;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>
/// What a worker hands over for one tile, a number a pixel, row by row: the classes of the mask, the cycles, and per pixel of the season asked about the
/// clear observations and the days of start, peak, end, bare ground and loss. Pixels that are not asked about are 0 in all of them.
/// </summary>
/// <param name="Tile">Which.</param>
/// <param name="Classes">A class byte a pixel.</param>
/// <param name="Cycles">Cycles of cropped pixels.</param>
/// <param name="Answers">The season's answers.</param>
internal sealed record SeasonTile(Tile Tile, byte[] Classes, byte[] Cycles, SeasonAnswers Answers);
