using System.Runtime.CompilerServices;
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Steps(int pixel) => (long)(At + (Slope * (pixel + Offset)) + 0.5);

    /// <summary>Areas of neighbouring pixels from <paramref name="first"/> on, told from a floor that none is under.</summary>
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
            Vector256<double> counts = Vector256.Create(0d, 1d, 2d, 3d) + Vector256.Create((double)first), four = Vector256.Create(4d);
            for (; i <= above.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
            {
                Vector128<int> lower = Above(counts, floor), upper = Above(counts + four, floor);
                Sse2.PackSignedSaturate(lower, upper).AsUInt16().CopyTo(above[i..]);
                counts += four + four;
            }
        }

        for (; i < above.Length; i++)
        {
            above[i] = (ushort)(Steps(first + i) - floor);
        }
    }

    // The whole part of what lies above the floor, which is above 0 and exact: both are whole multiples of the smaller one's last digit.
    private Vector128<int> Above(Vector256<double> pixels, long floor) => Avx.ConvertToVector128Int32WithTruncation(
        Vector256.Create(At) + (Vector256.Create(Slope) * (pixels + Vector256.Create(Offset))) + Vector256.Create(0.5) - Vector256.Create((double)floor));
}
