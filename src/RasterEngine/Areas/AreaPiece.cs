using System.Runtime.Intrinsics;

namespace RasterEngine.Areas;

/// <summary>Areas along a row between two lattice points: a straight line, each pixel rounded once.</summary>
/// <param name="At">Steps at the left lattice point.</param>
/// <param name="Slope">Steps a pixel.</param>
/// <param name="Offset">Pixels from the left lattice point to the centre of the pixel that is counted 0.</param>
/// <param name="End">The first pixel that lies on the next piece.</param>
internal readonly record struct AreaPiece(double At, double Slope, double Offset, int End)
{
    /// <summary>The area of one pixel.</summary>
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
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<double> counts = Vector256.Create(0d, 1d, 2d, 3d) + Vector256.Create((double)first);
            for (; i <= above.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
            {
                Vector256<int> eight = Vector256.ConvertToInt32(Vector256.Narrow(Above(counts, floor), Above(counts + Vector256.Create(4d), floor)));
                Vector128.Narrow(eight.GetLower().AsUInt32(), eight.GetUpper().AsUInt32()).CopyTo(above[i..]);
                counts += Vector256.Create(8d);
            }
        }

        for (; i < above.Length; i++)
        {
            above[i] = (ushort)(Steps(first + i) - floor);
        }
    }

    // Small whole numbers, so that neither the difference nor float32 rounds.
    private Vector256<double> Above(Vector256<double> pixels, long floor) =>
        Vector256.Floor(Vector256.Create(At) + (Vector256.Create(Slope) * (pixels + Vector256.Create(Offset))) + Vector256.Create(0.5)) - Vector256.Create((double)floor);
}
