using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Benchmarks;

/// <summary>
/// What a comparison costs when nothing is compared: the same four spans are read and one byte a pixel is written, the bytes of their OR.
/// 256-bit loads, two a cycle, already ask for more than a second-level cache delivers, so no wider form is needed.
/// </summary>
internal static class MemoryTraffic
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, ReadOnlySpan<T> d, Span<byte> destination)
        where T : unmanaged
    {
        int step = Vector256<byte>.Count;
        if (destination.Length % step != 0)
        {
            throw new ArgumentException($"{destination.Length} pixels; expected a multiple of {step}");
        }

        ref T a0 = ref MemoryMarshal.GetReference(a), b0 = ref MemoryMarshal.GetReference(b), c0 = ref MemoryMarshal.GetReference(c), d0 = ref MemoryMarshal.GetReference(d);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < (nuint)destination.Length; i += (nuint)step)
        {
            Bytes(ref a0, ref b0, ref c0, ref d0, i).StoreUnsafe(ref to, i);
        }
    }

    /// <summary>The same for an index: two spans in, one as long out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> destination)
    {
        int step = Vector256<float>.Count;
        if (destination.Length % step != 0)
        {
            throw new ArgumentException($"{destination.Length} pixels; expected a multiple of {step}");
        }

        ref float a0 = ref MemoryMarshal.GetReference(a), b0 = ref MemoryMarshal.GetReference(b), to = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < (nuint)destination.Length; i += (nuint)step)
        {
            (Vector256.LoadUnsafe(ref a0, i) | Vector256.LoadUnsafe(ref b0, i)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Bytes<T>(ref T a, ref T b, ref T c, ref T d, nuint i)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(byte))
        {
            return Or<T, byte>(ref a, ref b, ref c, ref d, i);
        }

        if (Unsafe.SizeOf<T>() == sizeof(ushort))
        {
            return Vector256.Narrow(Or<T, ushort>(ref a, ref b, ref c, ref d, i), Or<T, ushort>(ref a, ref b, ref c, ref d, i + 16));
        }

        return Vector256.Narrow(
            Vector256.Narrow(Or<T, uint>(ref a, ref b, ref c, ref d, i), Or<T, uint>(ref a, ref b, ref c, ref d, i + 8)),
            Vector256.Narrow(Or<T, uint>(ref a, ref b, ref c, ref d, i + 16), Or<T, uint>(ref a, ref b, ref c, ref d, i + 24)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<TBits> Or<T, TBits>(ref T a, ref T b, ref T c, ref T d, nuint i)
        where T : unmanaged
        where TBits : unmanaged
    {
        return Vector256.LoadUnsafe(ref Unsafe.As<T, TBits>(ref a), i) | Vector256.LoadUnsafe(ref Unsafe.As<T, TBits>(ref b), i)
            | Vector256.LoadUnsafe(ref Unsafe.As<T, TBits>(ref c), i) | Vector256.LoadUnsafe(ref Unsafe.As<T, TBits>(ref d), i);
    }
}
