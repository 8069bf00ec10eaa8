using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Scenes;

/// <summary>Reads what a quality band says of a scene's pixels: clouds widened in the band's own pixels, then the pixel that holds each centre. One a worker.</summary>
internal sealed class QualityReader : IDisposable
{
    private readonly QualityBand quality;
    private readonly Func<BandSource, RasterReader> open;
    private readonly PixelMap map;
    private double[] stored = [];
    private byte[] states = [], grown = [];
    private int[] columns = [], rows = [];

    /// <param name="quality">The band.</param>
    /// <param name="scene">The scene's grid.</param>
    /// <param name="open">Gives the open raster of a source; its owner closes it.</param>
    public QualityReader(QualityBand quality, Grid scene, Func<BandSource, RasterReader> open)
    {
        (this.quality, this.open) = (quality, open);
        map = new PixelMap(scene, quality.Grid);
    }

    /// <summary>Adds the quality band's verdict to the states of a window of the scene's grid.</summary>
    public void Add(Window window, Span<byte> sceneStates)
    {
        int length = sceneStates.Length;
        Buffers.Fit(ref columns, length);
        Buffers.Fit(ref rows, length);
        Window hit = map.Find(window, columns.AsSpan(0, length), rows.AsSpan(0, length));
        if (!hit.IsEmpty)
        {
            ReadStates(hit);
        }

        for (int i = 0; i < length; i++)
        {
            byte state = columns[i] == PixelMap.None ? (byte)Kernels.Cell.NoData : states[((rows[i] - hit.Row) * hit.Width) + columns[i] - hit.Column];
            sceneStates[i] = QualityMeaning.Worse(sceneStates[i], state);
        }
    }

    public void Dispose() => map.Dispose();

    // States of a window of the quality band: its own, and masked where a cloud or shadow is within reach.
    private void ReadStates(Window hit)
    {
        int reach = quality.Meaning.Grow;
        Window wide = new Window(hit.Column - reach, hit.Row - reach, hit.Width + (2 * reach), hit.Height + (2 * reach)).Intersect(quality.Grid.Bounds);
        int length = checked((int)wide.PixelCount);
        Buffers.Fit(ref stored, length);
        open(quality.Source).Read(quality.Source, "quality", wide, stored.AsSpan(0, length));
        Buffers.Fit(ref states, (int)hit.PixelCount);
        Buffers.Fit(ref grown, (int)hit.PixelCount);
        if (reach > 0)
        {
            Grow(wide, hit, reach);
        }

        for (int row = 0, at = 0; row < hit.Height; row++)
        {
            int from = ((row + hit.Row - wide.Row) * wide.Width) + hit.Column - wide.Column;
            for (int column = 0; column < hit.Width; column++, at++)
            {
                byte own = quality.Meaning.State(stored[from + column]);
                states[at] = reach > 0 ? QualityMeaning.Worse(own, grown[at]) : own;
            }
        }
    }

    // Chebyshev distance ≤ reach: each row is widened, then its rows above and below.
    private void Grow(Window wide, Window hit, int reach)
    {
        Array.Clear(grown, 0, (int)hit.PixelCount);
        for (int row = 0; row < wide.Height; row++)
        {
            for (int column = 0; column < wide.Width; column++)
            {
                if (quality.Meaning.Grows(stored[(row * wide.Width) + column]))
                {
                    Window around = new Window(wide.Column + column - reach, wide.Row + row - reach, (2 * reach) + 1, (2 * reach) + 1).Intersect(hit);
                    for (int r = around.Row; r < around.EndRow; r++)
                    {
                        grown.AsSpan(((r - hit.Row) * hit.Width) + around.Column - hit.Column, around.Width).Fill(Kernels.Cell.Masked);
                    }
                }
            }
        }
    }
}
