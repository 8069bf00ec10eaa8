using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RasterEngine.Gdal.Codecs;

/// <summary>The checksum at the end of a zlib stream (RFC 1950 §8.2): one plus the sum of the bytes, and the sum of all those sums, modulo 65,521.</summary>
public static class Adler32
{
    private const uint Modulus = 65521;

    // A lane holds sums of up to 255 n (n + 1) / 2 after n steps: 32 bits hold them for 4,096.
    private const int LongestRun = 4096;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        ulong a = 1, b = 0;
        if (Avx2.IsSupported)
        {
            while (bytes.Length >= Vector256<byte>.Count)
            {
                int steps = Math.Min(LongestRun, bytes.Length / Vector256<byte>.Count);
                AddWide(bytes[..(steps * Vector256<byte>.Count)], ref a, ref b);
                bytes = bytes[(steps * Vector256<byte>.Count)..];
            }
        }

        int lanes = Vector<byte>.Count;
        while (bytes.Length >= lanes)
        {
            int steps = Math.Min(LongestRun, bytes.Length / lanes);
            AddSteps(bytes, steps, ref a, ref b);
            bytes = bytes[(steps * lanes)..];
        }

        foreach (byte value in bytes)
        {
            a += value;
            b += a;
        }

        return ((uint)(b % Modulus) << 16) | (uint)(a % Modulus);
    }

    // Sums of eight bytes, and of bytes times how many of their step are not before them, by one instruction each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWide(ReadOnlySpan<byte> bytes, ref ulong a, ref ulong b)
    {
        Vector256<sbyte> times = Vector256.Create(32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        Vector256<short> ones = Vector256<short>.One;
        Vector256<ulong> sum = default, sums = default;
        Vector256<int> inStep = default;
        ref byte from = ref MemoryMarshal.GetReference(bytes);
        for (nuint i = 0; i < (nuint)bytes.Length; i += (nuint)Vector256<byte>.Count)
        {
            Vector256<byte> step = Vector256.LoadUnsafe(ref from, i);
            sums += sum;
            sum += Avx2.SumAbsoluteDifferences(step, Vector256<byte>.Zero).AsUInt64();
            inStep += Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(step, times), ones);
        }

        b += ((ulong)bytes.Length * a) + ((ulong)Vector256<byte>.Count * Vector256.Sum(sums)) + Vector256.Sum(Vector256.WidenLower(inStep.AsUInt32()) + Vector256.WidenUpper(inStep.AsUInt32()));
        a += Vector256.Sum(sum);
        (a, b) = (a % Modulus, b % Modulus);
    }

    private static void AddSteps(ReadOnlySpan<byte> bytes, int steps, ref ulong a, ref ulong b)
    {
        Vector<uint> sum0 = default, sum1 = default, sum2 = default, sum3 = default, sums0 = default, sums1 = default, sums2 = default, sums3 = default;
        for (int step = 0; step < steps; step++)
        {
            Vector.Widen(new Vector<byte>(bytes[(step * Vector<byte>.Count)..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> value0, out Vector<uint> value1);
            Vector.Widen(high, out Vector<uint> value2, out Vector<uint> value3);
            (sums0, sums1, sums2, sums3) = (sums0 + sum0, sums1 + sum1, sums2 + sum2, sums3 + sum3);
            (sum0, sum1, sum2, sum3) = (sum0 + value0, sum1 + value1, sum2 + value2, sum3 + value3);
        }

        b += (ulong)steps * (ulong)Vector<byte>.Count * a;
        AddLanes(0, sum0, sums0, ref a, ref b);
        AddLanes(1, sum1, sums1, ref a, ref b);
        AddLanes(2, sum2, sums2, ref a, ref b);
        AddLanes(3, sum3, sums3, ref a, ref b);
        (a, b) = (a % Modulus, b % Modulus);
    }

    // A byte is counted once for itself and once for every byte after it: those of its own step, and as many as there are lanes in each later one.
    private static void AddLanes(int quarter, Vector<uint> sum, Vector<uint> sums, ref ulong a, ref ulong b)
    {
        for (int i = 0; i < Vector<uint>.Count; i++)
        {
            int lane = (quarter * Vector<uint>.Count) + i;
            b += ((ulong)sums[i] * (ulong)Vector<byte>.Count) + ((ulong)sum[i] * (ulong)(Vector<byte>.Count - lane));
            a += sum[i];
        }
    }
}
