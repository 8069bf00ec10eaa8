using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Every Step-th pixel of the rasters, taken along while tiles come in: enough to draw them.</summary>
public sealed class SeasonPreview
{
    /// <param name="grid">The scanned grid.</param>
    /// <param name="step">Pixels between two of the preview, both ways.</param>
    public SeasonPreview(Grid grid, int step)
    {
        ArgumentNullException.ThrowIfNull(grid);
        Step = step;
        Width = (grid.Width + Step - 1) / Step;
        Height = (grid.Height + Step - 1) / Step;
        (Classes, Cycles) = (new byte[Width * Height], new byte[Width * Height]);
        (Starts, Ends) = (new ushort[Width * Height], new ushort[Width * Height]);
    }

    public int Step { get; }

    public int Width { get; }

    public int Height { get; }

    public byte[] Classes { get; }

    public byte[] Cycles { get; }

    /// <summary>Day of start; 0 for none.</summary>
    public ushort[] Starts { get; }

    /// <summary>Day of end; 0 for none.</summary>
    public ushort[] Ends { get; }

    // Workers call it at once: no two tiles have a pixel of it in common.
    internal void Take(SeasonTile answer)
    {
        Gdal.Window window = answer.Window;
        for (int row = First(window.Row); row < window.EndRow; row += Step)
        {
            for (int column = First(window.Column); column < window.EndColumn; column += Step)
            {
                int at = (row / Step * Width) + (column / Step), from = ((row - window.Row) * window.Width) + column - window.Column;
                (Classes[at], Cycles[at]) = (answer.Classes[from], answer.Cycles[from]);
                (Starts[at], Ends[at]) = (answer.Layer(SeasonPipeline.StartLayer)[from], answer.Layer(SeasonPipeline.EndLayer)[from]);
            }
        }
    }

    private int First(int start) => (start + Step - 1) / Step * Step;
}
