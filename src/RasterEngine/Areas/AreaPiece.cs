using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RasterEngine.Areas;

/// <summary>Areas along a row between two lattice points: a straight line, each pixel rounded once.</summary>
/// <param name="At">Steps at the left lattice point.</param>
/// <param name="Slope">Steps a pixel.</param>
/// <param name="Offset">Pixels from the left lattice point to the centre of the pixel that is counted 0.</param>
/// <param name="End">The first pixel that lies on the next piece.</param>
internal readonly record struct AreaPiece(double At, double Slope, double Offset, int End)
{
    /// <summary>The area of one pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a piece is a few dozen pixels
    public long Steps(int pixel) => (long)(At + (Slope * (pixel + Offset)) + 0.5);

    /// <summary>Areas of neighbouring pixels from <paramref name="first"/> on, told from a floor that none is under.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // likewise
    public void Fill(int first, long floor, Span<ushort> above)
    {
        // A line that ends where it began has been there all the time: every step of the formula is monotonic.
        ushort least = (ushort)(Steps(first) - floor);
        if (Steps(first + above.Length - 1) - floor == least)
        {
            above.Fill(least);
            return;
        }

        int i = 0;
        if (Avx.IsSupported)
        {
            // Pixels are whole numbers and the offset is so many halves: their sums are exact.
            Vector256<double> places = Vector256.Create(0d, 1d, 2d, 3d) + Vector256.Create(first + Offset), four = Vector256.Create(4d), eight = Vector256.Create(8d);
            Vector256<double> at = Vector256.Create(At), slope = Vector256.Create(Slope), half = Vector256.Create(0.5), lowest = Vector256.Create((double)floor);
            ref ushort to = ref MemoryMarshal.GetReference(above);
            for (; i <= above.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
            {
                // The whole part of what lies above the floor, which is above 0 and exact: both are whole multiples of the smaller one's last digit.
                Vector128<int> lower = Avx.ConvertToVector128Int32WithTruncation(at + (slope * places) + half - lowest);
                Vector128<int> upper = Avx.ConvertToVector128Int32WithTruncation(at + (slope * (places + four)) + half - lowest);
                Sse2.PackSignedSaturate(lower, upper).AsUInt16().StoreUnsafe(ref to, (nuint)i);
                places += eight;
            }
        }

        for (; i < above.Length; i++)
        {
            above[i] = (ushort)(Steps(first + i) - floor);
        }
    }
}
