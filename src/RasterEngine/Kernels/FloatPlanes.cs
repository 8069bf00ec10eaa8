using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>
/// Undoes the second half of TIFF's predictor 3 (Adobe Photoshop TIFF Technical Note 3): a row's highest bytes stand first, then its second
/// highest, and so on, in any byte order of the file. The first half is <see cref="HorizontalDifferences"/> on the row's bytes.
/// </summary>
public static class FloatPlanes
{
    /// <param name="planes">4 bytes a number, plane after plane.</param>
    /// <param name="destination">Bits of the numbers.</param>
    /// <exception cref="ArgumentException">Another length than 4 bytes a number.</exception>
    public static void Join(ReadOnlySpan<byte> planes, Span<uint> destination)
    {
        int length = destination.Length, i = 0;
        if (planes.Length != 4L * length)
        {
            throw new ArgumentException($"Found {planes.Length} bytes, expected 4 for each of {length} numbers.", nameof(planes));
        }

        if (Vector128.IsHardwareAccelerated)
        {
            ref byte from = ref MemoryMarshal.GetReference(planes);
            ref uint to = ref MemoryMarshal.GetReference(destination);
            for (; i <= length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                Vector128<byte> a = Vector128.LoadUnsafe(ref from, (nuint)i), b = Vector128.LoadUnsafe(ref from, (nuint)(length + i));
                Vector128<byte> c = Vector128.LoadUnsafe(ref from, (nuint)((2 * length) + i)), d = Vector128.LoadUnsafe(ref from, (nuint)((3 * length) + i));
                (Vector128<ushort> lowHigh, Vector128<ushort> highHigh) = (Pair(a, b), PairUpper(a, b));
                (Vector128<ushort> lowLow, Vector128<ushort> highLow) = (Pair(c, d), PairUpper(c, d));
                Store(lowHigh, lowLow, ref to, i);
                Store(highHigh, highLow, ref to, i + 8);
            }
        }

        for (; i < length; i++)
        {
            destination[i] = ((uint)planes[i] << 24) | ((uint)planes[length + i] << 16) | ((uint)planes[(2 * length) + i] << 8) | planes[(3 * length) + i];
        }
    }

    /// <param name="planes">8 bytes a number, plane after plane.</param>
    /// <param name="destination">Bits of the numbers.</param>
    /// <exception cref="ArgumentException">Another length than 8 bytes a number.</exception>
    public static void Join(ReadOnlySpan<byte> planes, Span<ulong> destination)
    {
        int length = destination.Length;
        if (planes.Length != 8L * length)
        {
            throw new ArgumentException($"Found {planes.Length} bytes, expected 8 for each of {length} numbers.", nameof(planes));
        }

        for (int i = 0; i < length; i++)
        {
            ulong number = 0;
            for (int plane = 0; plane < 8; plane++)
            {
                number = (number << 8) | planes[(plane * length) + i];
            }

            destination[i] = number;
        }
    }

    private static Vector128<ushort> Pair(Vector128<byte> high, Vector128<byte> low) => (Vector128.WidenLower(high) << 8) | Vector128.WidenLower(low);

    private static Vector128<ushort> PairUpper(Vector128<byte> high, Vector128<byte> low) => (Vector128.WidenUpper(high) << 8) | Vector128.WidenUpper(low);

    private static void Store(Vector128<ushort> high, Vector128<ushort> low, ref uint to, int i)
    {
        ((Vector128.WidenLower(high) << 16) | Vector128.WidenLower(low)).StoreUnsafe(ref to, (nuint)i);
        ((Vector128.WidenUpper(high) << 16) | Vector128.WidenUpper(low)).StoreUnsafe(ref to, (nuint)(i + 4));
    }
}
