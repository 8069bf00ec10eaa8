using System.Numerics;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>
/// Every Step-th pixel of the scan, taken along while tiles are compared: enough to draw both dates and the mask without reading a block twice.
/// </summary>
public sealed class Preview
{
    private const int IdealWidth = 1000;

    // A long strip of land is drawn smaller rather than without bound. A square as wide as the ideal may be (1,999 pixels) is not touched.
    private const long MostPixels = 4_000_000;

    private readonly SampledBand[] bands;

    /// <param name="grid">Of the scan.</param>
    /// <param name="stored">What its bands are stored as.</param>
    public Preview(Grid grid, PixelType stored)
    {
        ArgumentNullException.ThrowIfNull(grid);
        Step = Math.Max(1, grid.Width / IdealWidth);
        while (Sampled(grid.Width, Step) * Sampled(grid.Height, Step) > MostPixels)
        {
            Step++;
        }

        Width = (int)Sampled(grid.Width, Step);
        Height = (int)Sampled(grid.Height, Step);
        int length = Width * Height;
        bands = [new(stored, length), new(stored, length), new(stored, length), new(stored, length)];
        Classes = new byte[length];
    }

    /// <summary>Pixels of the scan between two of the preview, both ways.</summary>
    public int Step { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Stored numbers: before first and second band, after first and second band.</summary>
    public IReadOnlyList<SampledBand> Stored => bands;

    /// <summary>Class bytes of the same pixels.</summary>
    public byte[] Classes { get; }

    /// <summary>Takes pixels of one row; any thread, each pixel once.</summary>
    /// <param name="row">Of the scan, a multiple of the step.</param>
    /// <param name="column">Of the line's first pixel.</param>
    /// <param name="line">Class bytes.</param>
    internal void TakeClasses(int row, int column, ReadOnlySpan<byte> line)
    {
        int at = At(row, column, out int first);
        for (int i = first; i < line.Length; i += Step, at++)
        {
            Classes[at] = line[i];
        }
    }

    /// <summary>Takes stored numbers of one row likewise.</summary>
    /// <param name="band">Of <see cref="Stored"/>.</param>
    /// <param name="row">Of the scan, a multiple of the step.</param>
    /// <param name="column">Of the line's first pixel.</param>
    /// <param name="line">Numbers as stored.</param>
    /// <param name="excluded">0 for a number that is not masked; empty when none is.</param>
    internal void Take<T>(int band, int row, int column, ReadOnlySpan<T> line, ReadOnlySpan<byte> excluded)
        where T : unmanaged, INumber<T>
    {
        int at = At(row, column, out int first);
        bands[band].Take(at, line, excluded, first, Step);
    }

    /// <summary>Takes classes once more, from a mask that was rewritten.</summary>
    /// <param name="rows">Whole rows of the scan.</param>
    /// <param name="classes">Their class bytes.</param>
    internal void TakeClasses(Window rows, ReadOnlySpan<byte> classes)
    {
        for (int row = First(rows.Row); row < rows.EndRow; row += Step)
        {
            TakeClasses(row, 0, classes.Slice((row - rows.Row) * rows.Width, rows.Width));
        }
    }

    /// <summary>Writes what was taken of some rows of the scan.</summary>
    internal void Write(BinaryWriter writer, Window rows)
    {
        foreach (int at in Pixels(rows))
        {
            foreach (SampledBand band in Stored)
            {
                writer.Write(band[at]);
            }

            writer.Write(Classes[at]);
        }
    }

    /// <summary>Takes what was written of those rows.</summary>
    internal void Read(BinaryReader reader, Window rows)
    {
        foreach (int at in Pixels(rows))
        {
            foreach (SampledBand band in Stored)
            {
                band[at] = reader.ReadSingle();
            }

            Classes[at] = reader.ReadByte();
        }
    }

    private IEnumerable<int> Pixels(Window rows)
    {
        int first = First(rows.Row) / Step * Width, end = First(rows.EndRow) / Step * Width;
        return Enumerable.Range(first, end - first);
    }

    // The first of the preview's pixels in a line, and where it lies there.
    private int At(int row, int column, out int first)
    {
        first = First(column) - column;
        return (row / Step * Width) + ((column + first) / Step);
    }

    private static long Sampled(int pixels, int step) => ((long)pixels + step - 1) / step;

    /// <summary>The first sampled row (or column) at or after <paramref name="start"/>.</summary>
    internal int First(int start) => (start + Step - 1) / Step * Step;
}
