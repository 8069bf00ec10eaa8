using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>Whole counts and whole areas per cell: sums that no order, tiling or number of workers can change.</summary>
/// <remarks>
/// Areas are in whatever whole unit the caller counts in. The Earth's surface is 5.1e18 cm², under the 9.2e18 of a long, and finer units
/// go with small pixels only, of which 9e10 fit, so no sum over one raster can overflow.
/// </remarks>
public sealed class CellTally
{
    // A count above the 44 bits of a sum of 16-bit numbers: 2¹⁹ pixels stay below both limits. Neighbouring pixels, mostly alike, go to tables in turn,
    // so that none waits for the other's sum.
    private const int CountShift = 44;
    private const int LargestRun = 1 << 19;
    private const int TableLength = 256;
    private const int Tables = 4;
    private const int Alike = 16;

    private readonly long[] pixels = new long[Cell.Count];
    private readonly long[] areaSums = new long[Cell.Count];
    private readonly long[] packed = new long[Tables * TableLength];
    private long packedFloor;
    private int packedPixels;

    public ReadOnlySpan<long> Pixels
    {
        get
        {
            Unpack();
            return pixels;
        }
    }

    public ReadOnlySpan<long> Areas
    {
        get
        {
            Unpack();
            return areaSums;
        }
    }

    /// <summary>Adds cells with the area of each pixel.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Add(ReadOnlySpan<byte> cells, ReadOnlySpan<long> areas)
    {
        if (areas.Length != cells.Length)
        {
            throw new ArgumentException($"{cells.Length} cells with {areas.Length} areas; expected equal lengths");
        }

        for (int i = 0; i < cells.Length; i++)
        {
            pixels[cells[i]]++;
            areaSums[cells[i]] += areas[i];
        }
    }

    /// <summary>Adds cells whose areas lie a little above a common floor; fastest when the floor stays.</summary>
    /// <param name="cells">A cell a pixel.</param>
    /// <param name="floor">An area, whole units.</param>
    /// <param name="above">What each pixel's area is more.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Add(ReadOnlySpan<byte> cells, long floor, ReadOnlySpan<ushort> above)
    {
        if (above.Length != cells.Length)
        {
            throw new ArgumentException($"{cells.Length} cells with {above.Length} areas; expected equal lengths");
        }

        for (int start = 0; start < cells.Length; start += LargestRun)
        {
            int length = Math.Min(LargestRun, cells.Length - start);
            if (floor != packedFloor || packedPixels + length > LargestRun)
            {
                Unpack();
                packedFloor = floor;
            }

            packedPixels += length;
            Pack(cells.Slice(start, length), above.Slice(start, length));
        }
    }

    public void Add(CellTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ReadOnlySpan<long> otherPixels = other.Pixels, otherAreas = other.Areas;
        for (int cell = 0; cell < Cell.Count; cell++)
        {
            pixels[cell] += otherPixels[cell];
            areaSums[cell] += otherAreas[cell];
        }
    }

    /// <summary>Adds the sums of one cell.</summary>
    public void AddSums(int cell, long cellPixels, long area)
    {
        pixels[cell] += cellPixels;
        areaSums[cell] += area;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(ReadOnlySpan<byte> cells, ReadOnlySpan<ushort> above)
    {
        const long one = 1L << CountShift;
        ref long table = ref MemoryMarshal.GetArrayDataReference(packed);
        ref byte cell = ref MemoryMarshal.GetReference(cells);
        ref ushort area = ref MemoryMarshal.GetReference(above);
        int i = 0;
        for (; i <= cells.Length - Alike; i += Alike)
        {
            // Where land is the same for a while, so are its cells: one sum for all of them.
            byte first = Unsafe.Add(ref cell, i);
            if (Vector256.IsHardwareAccelerated && Vector128.LoadUnsafe(ref cell, (nuint)i) == Vector128.Create(first))
            {
                Vector256<ushort> areas = Vector256.LoadUnsafe(ref area, (nuint)i);
                Unsafe.Add(ref table, (nint)first) += (Alike * one) + Vector256.Sum(Vector256.WidenLower(areas) + Vector256.WidenUpper(areas));
                continue;
            }

            for (int four = i; four < i + Alike; four += Tables)
            {
                uint cells4 = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref cell, four));
                ulong areas4 = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref area, four)));
                Unsafe.Add(ref table, (nint)(byte)cells4) += one + (long)(ushort)areas4;
                Unsafe.Add(ref table, (nint)(byte)(cells4 >> 8) + TableLength) += one + (long)(ushort)(areas4 >> 16);
                Unsafe.Add(ref table, (nint)(byte)(cells4 >> 16) + (2 * TableLength)) += one + (long)(ushort)(areas4 >> 32);
                Unsafe.Add(ref table, (nint)(cells4 >> 24) + (3 * TableLength)) += one + (long)(areas4 >> 48);
            }
        }

        for (; i < cells.Length; i++)
        {
            packed[cells[i]] += one + above[i];
        }
    }

    private void Unpack()
    {
        for (int cell = 0; cell < Cell.Count && packedPixels > 0; cell++)
        {
            for (int table = 0; table < Tables; table++)
            {
                long sum = packed[(table * TableLength) + cell];
                pixels[cell] += sum >> CountShift;
                areaSums[cell] += (sum & ((1L << CountShift) - 1)) + ((sum >> CountShift) * packedFloor);
            }
        }

        Array.Clear(packed);
        packedPixels = 0;
    }
}
