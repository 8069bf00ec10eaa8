using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>
/// Every Step-th pixel of the scan, taken along while tiles are compared: enough to draw both dates and the mask without reading a block twice.
/// </summary>
public sealed class Preview
{
    private const int IdealWidth = 1000;
    private readonly int gridWidth;

    public Preview(Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        gridWidth = grid.Width;
        Step = Math.Max(1, grid.Width / IdealWidth);
        Width = (grid.Width + Step - 1) / Step;
        Height = (grid.Height + Step - 1) / Step;
        int length = Width * Height;
        Stored = [new float[length], new float[length], new float[length], new float[length]];
        Classes = new byte[length];
    }

    /// <summary>Pixels of the scan between two of the preview, both ways.</summary>
    public int Step { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Stored numbers: before first and second band, after first and second band.</summary>
    public float[][] Stored { get; }

    /// <summary>Class bytes of the same pixels.</summary>
    public byte[] Classes { get; }

    internal void Take(TileAnswer answer)
    {
        int sample = 0;
        for (int row = First(answer.Tile.Window.Row); row < answer.Tile.Window.EndRow; row += Step)
        {
            for (int column = First(answer.Tile.Window.Column); column < answer.Tile.Window.EndColumn; column += Step, sample++)
            {
                int at = (row / Step * Width) + (column / Step);
                for (int band = 0; band < Stored.Length; band++)
                {
                    Stored[band][at] = answer.Samples[(sample * Stored.Length) + band];
                }

                Classes[at] = answer.Classes[((row - answer.Tile.Window.Row) * answer.Tile.Window.Width) + column - answer.Tile.Window.Column];
            }
        }
    }

    /// <summary>Takes the classes once more, from a mask that was rewritten.</summary>
    /// <param name="read">Reads a window of it.</param>
    internal void TakeClasses(MaskRead read)
    {
        for (int row = 0; row < Height; row++)
        {
            byte[] line = new byte[gridWidth];
            read(new Window(0, row * Step, gridWidth, 1), line);
            for (int column = 0; column < Width; column++)
            {
                Classes[(row * Width) + column] = line[column * Step];
            }
        }
    }

    internal delegate void MaskRead(Window window, Span<byte> classes);

    /// <summary>The first sampled row (or column) at or after <paramref name="start"/>.</summary>
    internal int First(int start) => (start + Step - 1) / Step * Step;
}
