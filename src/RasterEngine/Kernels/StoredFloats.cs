using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>Stored numbers (byte, ushort, short or float) as float32, which holds each of them exactly.</summary>
internal static class StoredFloats
{
    /// <summary>One number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float One<T>(ref T at)
        where T : unmanaged
    {
        return typeof(T) == typeof(byte) ? Unsafe.As<T, byte>(ref at)
            : typeof(T) == typeof(ushort) ? Unsafe.As<T, ushort>(ref at)
            : typeof(T) == typeof(short) ? Unsafe.As<T, short>(ref at)
            : Unsafe.As<T, float>(ref at);
    }

    /// <summary>Four neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Four<T>(ref T at)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return Vector128.LoadUnsafe(ref Unsafe.As<T, float>(ref at));
        }

        if (typeof(T) == typeof(byte))
        {
            Vector128<byte> bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.As<T, byte>(ref at))).AsByte();
            return Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32());
        }

        Vector128<ushort> four = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<T, byte>(ref at))).AsUInt16();
        return Vector128.ConvertToSingle(typeof(T) == typeof(short) ? Vector128.WidenLower(four.AsInt16()) : Vector128.WidenLower(four).AsInt32());
    }
}
