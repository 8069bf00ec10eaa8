namespace RasterEngine.Kernels;

/// <summary>What a season kernel found out of each pixel of a window. Days count from 1 as the form's do; 0 where there is none.</summary>
public sealed class SeasonAnswers
{
    private byte[] cells = [];
    private ushort[] clear = [], starts = [], peaks = [], ends = [], bared = [], losses = [];

    /// <summary>Pixels of the window.</summary>
    public int Length { get; private set; }

    /// <summary>A <see cref="SeasonCell"/> a pixel.</summary>
    public Span<byte> Cells => cells.AsSpan(0, Length);

    /// <summary>Clear observations.</summary>
    public Span<ushort> Clear => clear.AsSpan(0, Length);

    /// <summary>Day on which the rising index had reached a quarter of its rise to the peak; of cropped pixels.</summary>
    public Span<ushort> Starts => starts.AsSpan(0, Length);

    /// <summary>Day of the largest index, the first on ties: also the day of the season's maximum composite. Of every pixel with a clear observation.</summary>
    public Span<ushort> Peaks => peaks.AsSpan(0, Length);

    /// <summary>Day on which the index had fallen below three quarters of its fall's amplitude; of cropped pixels.</summary>
    public Span<ushort> Ends => ends.AsSpan(0, Length);

    /// <summary>Day on which the last canopy was found gone to bare, by harvest or loss; of cropped pixels.</summary>
    public Span<ushort> Bared => bared.AsSpan(0, Length);

    /// <summary>Day on which a canopy was found lost, the last one; of cropped pixels.</summary>
    public Span<ushort> Losses => losses.AsSpan(0, Length);

    /// <summary>Writes one pixel, without start and end.</summary>
    internal void Write(int pixel, byte cell, int clearDates, int peak, int bare, int loss)
    {
        cells[pixel] = cell;
        (clear[pixel], peaks[pixel], bared[pixel], losses[pixel]) = ((ushort)clearDates, (ushort)peak, (ushort)bare, (ushort)loss);
        (starts[pixel], ends[pixel]) = (0, 0);
    }

    /// <summary>Writes start and end of a crop.</summary>
    internal void Bound(int pixel, ushort start, ushort end) => (starts[pixel], ends[pixel]) = (start, end);

    /// <summary>Makes room for a window.</summary>
    public void Resize(int length)
    {
        Length = length;
        if (cells.Length < length)
        {
            cells = new byte[length];
            (clear, starts, peaks) = (new ushort[length], new ushort[length], new ushort[length]);
            (ends, bared, losses) = (new ushort[length], new ushort[length], new ushort[length]);
        }
    }
}
