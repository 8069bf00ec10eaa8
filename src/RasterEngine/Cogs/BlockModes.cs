using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Cogs;

/// <summary>
/// The overview cells of one block of classes: each is the class that most of its 2ⁿ × 2ⁿ pixels have, counted in the image itself and not in the
/// level below. Nodata (0) has no vote: a cell is nodata only where all of its pixels are, as in GDAL's mode. Of classes with equally many pixels the
/// one with the smaller number is taken.
/// </summary>
/// <remarks>Owns its buffers; one a worker. Counts are whole numbers, so any vector width gives the same cells.</remarks>
internal sealed class BlockModes
{
    private const int Side = CogPyramid.BlockSide;

    // Up to this level a cell has at most 64 pixels, and a byte holds their count.
    private const int LastByteLevel = 3;

    private const int FewValues = 8;

    private readonly int levels;
    private readonly byte[][] cells;
    private readonly List<byte> values = [];
    private readonly byte[] most = new byte[Side * Side / 4];
    private readonly int[] wideMost = new int[Side * Side >> (2 * (LastByteLevel + 1))];

    // Counts of each value in the cells of the level below the one being made, and of that one.
    private readonly List<byte[]> counts = [];
    private readonly List<int[]> wideCounts = [];

    /// <param name="levels">Overviews: 0 to 9.</param>
    public BlockModes(int levels)
    {
        this.levels = levels;
        cells = [.. Enumerable.Range(1, levels).Select(level => new byte[Side * Side >> (2 * level)])];
    }

    /// <summary>The cells of a level, 512 ÷ 2ⁿ a row, of the block that was counted last.</summary>
    /// <param name="level">From 1.</param>
    public ReadOnlySpan<byte> Cells(int level) => cells[level - 1];

    /// <summary>Makes every level's cells.</summary>
    /// <param name="block">512 × 512 values; those beyond the image are 0.</param>
    public void Count(ReadOnlySpan<byte> block)
    {
        if (levels == 0)
        {
            return;
        }

        FindValues(block);
        for (int level = 1; level <= levels; level++)
        {
            Span<byte> modes = cells[level - 1];
            modes.Clear();
            if (level <= LastByteLevel)
            {
                Span<byte> best = most.AsSpan(0, modes.Length);
                best.Clear();
                for (int i = 0; i < values.Count; i++)
                {
                    CountBytes(block, level, i);
                    Choose(counts[i].AsSpan(0, modes.Length), values[i], best, modes);
                }
            }
            else
            {
                Span<int> best = wideMost.AsSpan(0, modes.Length);
                best.Clear();
                for (int i = 0; i < values.Count; i++)
                {
                    CountWide(level, i);
                    Choose(wideCounts[i].AsSpan(0, modes.Length), values[i], best, modes);
                }
            }
        }
    }

    // The values other than 0, from the smallest. Few are counted without looking whether each is there.
    private void FindValues(ReadOnlySpan<byte> block)
    {
        values.Clear();
        int largest = Largest(block);
        if (largest <= FewValues)
        {
            for (int value = 1; value <= largest; value++)
            {
                values.Add((byte)value);
            }
        }
        else
        {
            Span<bool> isSeen = stackalloc bool[256];
            isSeen.Clear();
            foreach (byte value in block)
            {
                isSeen[value] = true;
            }

            for (int value = 1; value <= largest; value++)
            {
                if (isSeen[value])
                {
                    values.Add((byte)value);
                }
            }
        }

        while (counts.Count < values.Count)
        {
            counts.Add(new byte[Side * Side / 4]);
            wideCounts.Add(new int[wideMost.Length]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // vectors of the machine's own width are compiled as it runs, and lower tiers would wait for more calls
    private static byte Largest(ReadOnlySpan<byte> block)
    {
        Vector<byte> largest = Vector<byte>.Zero;
        foreach (Vector<byte> bytes in MemoryMarshal.Cast<byte, Vector<byte>>(block))
        {
            largest = Vector.Max(largest, bytes);
        }

        byte found = 0;
        for (int i = 0; i < Vector<byte>.Count; i++)
        {
            found = Math.Max(found, largest[i]);
        }

        return found;
    }

    private void CountBytes(ReadOnlySpan<byte> block, int level, int index)
    {
        int width = Side >> level;
        byte[] count = counts[index];
        if (level == 1)
        {
            var wanted = new Vector<byte>(values[index]);
            for (int row = 0; row < width; row++)
            {
                CountRow(block.Slice(2 * row * Side, Side), block.Slice(((2 * row) + 1) * Side, Side), wanted, count.AsSpan(row * width, width));
            }
        }
        else
        {
            // In place: a row is written no further than the first of the two it is made from.
            for (int row = 0; row < width; row++)
            {
                AddRow(count.AsSpan(4 * row * width, 2 * width), count.AsSpan(((4 * row) + 2) * width, 2 * width), count.AsSpan(row * width, width));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountRow(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Vector<byte> wanted, Span<byte> sums)
    {
        ReadOnlySpan<Vector<byte>> u = MemoryMarshal.Cast<byte, Vector<byte>>(upper), l = MemoryMarshal.Cast<byte, Vector<byte>>(lower);
        Span<Vector<byte>> destination = MemoryMarshal.Cast<byte, Vector<byte>>(sums);
        for (int i = 0; i < destination.Length; i++)
        {
            // Equality is 255, that is −1.
            Vector<byte> first = Vector<byte>.Zero - Vector.Equals(u[2 * i], wanted) - Vector.Equals(l[2 * i], wanted);
            Vector<byte> second = Vector<byte>.Zero - Vector.Equals(u[(2 * i) + 1], wanted) - Vector.Equals(l[(2 * i) + 1], wanted);
            destination[i] = Vector.Narrow(Pairs(first), Pairs(second));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Span<byte> sums)
    {
        ReadOnlySpan<Vector<byte>> u = MemoryMarshal.Cast<byte, Vector<byte>>(upper), l = MemoryMarshal.Cast<byte, Vector<byte>>(lower);
        Span<Vector<byte>> destination = MemoryMarshal.Cast<byte, Vector<byte>>(sums);
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = Vector.Narrow(Pairs(u[2 * i] + l[2 * i]), Pairs(u[(2 * i) + 1] + l[(2 * i) + 1]));
        }
    }

    // Sums of neighbouring bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<ushort> Pairs(Vector<byte> bytes)
    {
        Vector<ushort> words = Vector.AsVectorUInt16(bytes);
        return (words & new Vector<ushort>(byte.MaxValue)) + Vector.ShiftRightLogical(words, 8);
    }

    private void CountWide(int level, int index)
    {
        int width = Side >> level;
        int[] wide = wideCounts[index];
        byte[] narrow = counts[index];
        for (int row = 0; row < width; row++)
        {
            for (int column = 0; column < width; column++)
            {
                int first = (4 * row * width) + (2 * column), second = first + (2 * width);
                wide[(row * width) + column] = level == LastByteLevel + 1
                    ? narrow[first] + narrow[first + 1] + narrow[second] + narrow[second + 1]
                    : wide[first] + wide[first + 1] + wide[second] + wide[second + 1];
            }
        }
    }

    // Values come from the smallest, so that only more pixels displace one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Choose(ReadOnlySpan<byte> counts, byte value, Span<byte> most, Span<byte> modes)
    {
        ReadOnlySpan<Vector<byte>> c = MemoryMarshal.Cast<byte, Vector<byte>>(counts);
        Span<Vector<byte>> m = MemoryMarshal.Cast<byte, Vector<byte>>(most), mode = MemoryMarshal.Cast<byte, Vector<byte>>(modes);
        var chosen = new Vector<byte>(value);
        for (int i = 0; i < c.Length; i++)
        {
            Vector<byte> isMore = Vector.GreaterThan(c[i], m[i]);
            mode[i] = Vector.ConditionalSelect(isMore, chosen, mode[i]);
            m[i] = Vector.Max(c[i], m[i]);
        }
    }

    private static void Choose(ReadOnlySpan<int> counts, byte value, Span<int> most, Span<byte> modes)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > most[i])
            {
                (most[i], modes[i]) = (counts[i], value);
            }
        }
    }
}
