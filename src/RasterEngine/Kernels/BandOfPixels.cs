using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>Takes one band out of pixels that hold all bands side by side.</summary>
public static class BandOfPixels
{
    /// <param name="pixels">Rows of pixels, all bands of each.</param>
    /// <param name="bands">Bands of a pixel.</param>
    /// <param name="band">The one to take, from 0.</param>
    /// <param name="destination">One number a pixel.</param>
    /// <exception cref="ArgumentException">No such band, or another number of pixels than the destination has.</exception>
    public static void Take<T>(ReadOnlySpan<T> pixels, int bands, int band, Span<T> destination)
        where T : unmanaged
    {
        if (bands < 1 || band < 0 || band >= bands || pixels.Length != (long)destination.Length * bands)
        {
            throw new ArgumentException($"Found band {band} of {bands} in {pixels.Length} numbers, expected a band from 0 and {bands} numbers for each of {destination.Length} pixels.", nameof(band));
        }

        if (bands == 1)
        {
            pixels.CopyTo(destination);
            return;
        }

        int i = 0;
        if (typeof(T) == typeof(ushort) && Vector128.IsHardwareAccelerated && bands is 2 or 4)
        {
            i = TakeLanes(MemoryMarshal.Cast<T, ushort>(pixels), bands, band, MemoryMarshal.Cast<T, ushort>(destination));
        }

        for (int from = (i * bands) + band; i < destination.Length; i++, from += bands)
        {
            destination[i] = pixels[from];
        }
    }

    // A pixel is one wider number: its band is moved to the low bits, and narrowing drops the others.
    private static int TakeLanes(ReadOnlySpan<ushort> pixels, int bands, int band, Span<ushort> destination)
    {
        ref ushort from = ref MemoryMarshal.GetReference(pixels);
        ref ushort to = ref MemoryMarshal.GetReference(destination);
        int i = 0, shift = 16 * band;
        for (; i <= destination.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
        {
            nuint at = (nuint)(i * bands);
            Vector128<uint> low, high;
            if (bands == 2)
            {
                low = Vector128.LoadUnsafe(ref from, at).AsUInt32() >>> shift;
                high = Vector128.LoadUnsafe(ref from, at + 8).AsUInt32() >>> shift;
            }
            else
            {
                low = Vector128.Narrow(Vector128.LoadUnsafe(ref from, at).AsUInt64() >>> shift, Vector128.LoadUnsafe(ref from, at + 8).AsUInt64() >>> shift);
                high = Vector128.Narrow(Vector128.LoadUnsafe(ref from, at + 16).AsUInt64() >>> shift, Vector128.LoadUnsafe(ref from, at + 24).AsUInt64() >>> shift);
            }

            Vector128.Narrow(low, high).StoreUnsafe(ref to, (nuint)i);
        }

        return i;
    }
}
