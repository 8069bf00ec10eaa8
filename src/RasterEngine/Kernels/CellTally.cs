using System.Runtime.InteropServices;

namespace RasterEngine.Kernels;

/// <summary>Whole counts and whole areas per cell: sums that no order, tiling or number of workers can change.</summary>
/// <remarks>
/// Areas are in whatever whole unit the caller counts in. The Earth's surface is 5.1e18 cm², under the 9.2e18 of a long, and finer units
/// go with small pixels only, of which 9e10 fit, so no sum over one raster can overflow.
/// </remarks>
public sealed class CellTally
{
    private readonly long[] pixels = new long[Cell.Count];
    private readonly long[] areaSums = new long[Cell.Count];

    public ReadOnlySpan<long> Pixels => pixels;

    public ReadOnlySpan<long> Areas => areaSums;

    /// <summary>Adds one row of cells with the area of each pixel and writes their classes.</summary>
    /// <param name="cells">A cell a pixel.</param>
    /// <param name="areas">Area of each pixel, whole units.</param>
    /// <param name="classOfCell">Length 256: what each cell is called.</param>
    /// <param name="classes">Receives one class byte a pixel.</param>
    public void Add(ReadOnlySpan<byte> cells, ReadOnlySpan<long> areas, ReadOnlySpan<byte> classOfCell, Span<byte> classes)
    {
        if (areas.Length != cells.Length || classes.Length != cells.Length || classOfCell.Length != 256)
        {
            throw new ArgumentException($"{cells.Length} cells with {areas.Length} areas, {classes.Length} classes and a table of {classOfCell.Length}; expected equal lengths and a table of 256");
        }

        for (int i = 0; i < cells.Length; i++)
        {
            int cell = cells[i];
            pixels[cell]++;
            areaSums[cell] += areas[i];
            classes[i] = classOfCell[cell];
        }
    }

    /// <summary>Adds only the cells whose levels differ between the dates: all that gains and losses can come from.</summary>
    public void AddCrossings(ReadOnlySpan<byte> cells, ReadOnlySpan<long> areas)
    {
        if (areas.Length != cells.Length)
        {
            throw new ArgumentException($"{cells.Length} cells with {areas.Length} areas; expected equal lengths");
        }

        int i = 0;
        foreach (ulong eight in MemoryMarshal.Cast<byte, ulong>(cells))
        {
            if (HasCrossing(eight))
            {
                for (int k = i; k < i + sizeof(ulong); k++)
                {
                    AddCrossing(cells[k], areas[k]);
                }
            }

            i += sizeof(ulong);
        }

        for (; i < cells.Length; i++)
        {
            AddCrossing(cells[i], areas[i]);
        }
    }

    public void Add(CellTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int cell = 0; cell < Cell.Count; cell++)
        {
            pixels[cell] += other.pixels[cell];
            areaSums[cell] += other.areaSums[cell];
        }
    }

    // A crossing cell is 16..127: top bit clear and one of the next three set.
    private static bool HasCrossing(ulong eight) =>
        ((((eight & 0x7070707070707070) + 0x7070707070707070) & ~eight) & 0x8080808080808080) != 0;

    private void AddCrossing(byte cell, long area)
    {
        if (cell is >= Cell.CrossingBase and < Cell.NotSeenBase)
        {
            pixels[cell]++;
            areaSums[cell] += area;
        }
    }
}
