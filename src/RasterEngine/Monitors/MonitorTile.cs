using System.Runtime.InteropServices;

namespace RasterEngine.Monitors;

/// <summary>
/// Everything a monitor knows of some pixels, one array a quantity: the model of each history, where its process stands, its breaks. What is
/// saved between scenes is exactly this.
/// </summary>
public sealed class MonitorTile
{
    /// <param name="design">The monitor.</param>
    /// <param name="pixels">How many pixels.</param>
    /// <param name="historyDates">Dates of the history: the longest that a pixel's window can refer to.</param>
    public MonitorTile(MonitorDesign design, int pixels, int historyDates)
    {
        ArgumentNullException.ThrowIfNull(design);
        Pixels = pixels;
        LargestWindow = WindowOf(design, historyDates);
        Coefficients = new double[design.Model.Parameters * pixels];
        Sigmas = new double[pixels];
        Processes = new double[pixels];
        Windows = new double[LargestWindow * pixels];
        Magnitudes = new float[pixels];
        HistoryCounts = new ushort[pixels];
        Counts = new ushort[pixels];
        FirstBreaks = new ushort[pixels];
        LastBreaks = new ushort[pixels];
        Recoveries = new ushort[pixels];
        RunStarts = new ushort[pixels];
        Statuses = new byte[pixels];
        BreakCounts = new byte[pixels];
        Runs = new byte[pixels];
    }

    public int Pixels { get; }

    /// <summary>Residuals kept of a pixel; 0 unless the method is MOSUM.</summary>
    public int LargestWindow { get; }

    /// <summary>Parameter by parameter, that of all pixels.</summary>
    public double[] Coefficients { get; }

    /// <summary>Scale σ of the history's residuals, in units of the index.</summary>
    public double[] Sigmas { get; }

    /// <summary>CUSUM: sum of residuals. EWMA: their average. In units of the index.</summary>
    public double[] Processes { get; }

    /// <summary>MOSUM: slot by slot, the last residuals of all pixels; a pixel's newest lies in slot (observations since the history − 1) mod its window.</summary>
    public double[] Windows { get; }

    /// <summary>Residual of the observation that completed the last break; 0 without one.</summary>
    public float[] Magnitudes { get; }

    /// <summary>Observations of the history that the model was fitted to.</summary>
    public ushort[] HistoryCounts { get; }

    /// <summary>Those and all that count since the monitor was armed.</summary>
    public ushort[] Counts { get; }

    /// <summary>Days since 1970-01-01 of the first break; 0 for none.</summary>
    public ushort[] FirstBreaks { get; }

    /// <summary>The same of the last one.</summary>
    public ushort[] LastBreaks { get; }

    /// <summary>The same of the last recovery.</summary>
    public ushort[] Recoveries { get; }

    /// <summary>Day on which the present run of exceeding observations began (consecutive); 0 outside a run.</summary>
    public ushort[] RunStarts { get; }

    /// <summary><see cref="PixelStatus"/> of each pixel.</summary>
    public byte[] Statuses { get; }

    /// <summary>Breaks of each pixel, 255 and more as 255: a pixel that broke and recovered twice had two cycles disturbed.</summary>
    public byte[] BreakCounts { get; }

    /// <summary>Observations in a row that exceed (stable pixels, consecutive) or are back (broken ones).</summary>
    public byte[] Runs { get; }

    /// <summary>Bytes of the saved form.</summary>
    public int ByteLength => (8 * (Coefficients.Length + Sigmas.Length + Processes.Length + Windows.Length)) + (Pixels * ((1 * 4) + (6 * 2) + 3));

    /// <summary>Bytes of the saved form of so many pixels.</summary>
    public static int BytesOf(MonitorDesign design, int pixels, int historyDates)
    {
        ArgumentNullException.ThrowIfNull(design);
        int window = WindowOf(design, historyDates);
        return checked(pixels * ((8 * (design.Model.Parameters + 2 + window)) + (1 * 4) + (6 * 2) + 3));
    }

    /// <summary>A pixel's window in residuals.</summary>
    internal int Window(MonitorDesign design, int pixel) => (int)(design.Window * HistoryCounts[pixel]);

    /// <summary>Writes the saved form, little-endian.</summary>
    public void Save(Span<byte> destination) => Walk(destination, (own, saved) => own.CopyTo(saved));

    /// <summary>Takes it back.</summary>
    public void Load(Span<byte> source) => Walk(source, (own, saved) => saved.CopyTo(own));

    private static int WindowOf(MonitorDesign design, int historyDates) => design.Method == MonitorMethod.Mosum ? (int)(design.Window * historyDates) : 0;

    private delegate void Copy(Span<byte> own, Span<byte> saved);

    private void Walk(Span<byte> saved, Copy copy)
    {
        if (saved.Length != ByteLength || !BitConverter.IsLittleEndian)
        {
            throw new ArgumentException($"{saved.Length} bytes; expected {ByteLength}, on a little-endian machine");
        }

        int at = 0;
        Next(Coefficients, saved);
        Next(Sigmas, saved);
        Next(Processes, saved);
        Next(Windows, saved);
        Next(Magnitudes, saved);
        Next(HistoryCounts, saved);
        Next(Counts, saved);
        Next(FirstBreaks, saved);
        Next(LastBreaks, saved);
        Next(Recoveries, saved);
        Next(RunStarts, saved);
        Next(Statuses, saved);
        Next(BreakCounts, saved);
        Next(Runs, saved);

        void Next<T>(T[] own, Span<byte> all)
            where T : unmanaged
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(own.AsSpan());
            copy(bytes, all.Slice(at, bytes.Length));
            at += bytes.Length;
        }
    }
}
