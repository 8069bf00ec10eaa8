namespace RasterEngine.Gdal;

/// <summary>Between GDAL's pixel types and .NET's numbers.</summary>
public static class PixelTypes
{
    /// <summary>
    /// GDAL's type of the .NET number <typeparamref name="T"/>: byte, sbyte, the integers of 16 to 64 bits, float, double.
    /// </summary>
    /// <exception cref="ArgumentException">GDAL has no such type.</exception>
    public static PixelType Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(byte)) return PixelType.Byte;
        if (typeof(T) == typeof(ushort)) return PixelType.UInt16;
        if (typeof(T) == typeof(short)) return PixelType.Int16;
        if (typeof(T) == typeof(uint)) return PixelType.UInt32;
        if (typeof(T) == typeof(int)) return PixelType.Int32;
        if (typeof(T) == typeof(float)) return PixelType.Float32;
        if (typeof(T) == typeof(double)) return PixelType.Float64;
        if (typeof(T) == typeof(ulong)) return PixelType.UInt64;
        if (typeof(T) == typeof(long)) return PixelType.Int64;
        if (typeof(T) == typeof(sbyte)) return PixelType.Int8;
        throw new ArgumentException(
            $"Pixels cannot be of type {typeof(T).Name}: expected byte, sbyte, an integer of 16, 32 or 64 bits, float or double.");
    }

    /// <summary>Bytes of one pixel; 0 for <see cref="PixelType.Unknown"/>.</summary>
    public static int SizeInBytes(this PixelType type) => type switch
    {
        PixelType.Byte or PixelType.Int8 => 1,
        PixelType.UInt16 or PixelType.Int16 => 2,
        PixelType.UInt32 or PixelType.Int32 or PixelType.Float32 or PixelType.ComplexInt16 => 4,
        PixelType.Float64 or PixelType.UInt64 or PixelType.Int64 or PixelType.ComplexInt32 or PixelType.ComplexFloat32 => 8,
        PixelType.ComplexFloat64 => 16,
        _ => 0,
    };

    /// <summary>GDAL's number of a type, as one of ours.</summary>
    internal static PixelType FromNative(int number) =>
        number is > 0 and <= (int)PixelType.Int8 ? (PixelType)number : PixelType.Unknown;

    /// <summary>Stops a type before C sees it: GDAL 3.6 takes Int8's number and reads memory by a size of 0.</summary>
    internal static void ThrowIfUnsupported(PixelType type, string parameter)
    {
        if (type.SizeInBytes() == 0)
            throw new ArgumentException($"Pixels cannot be of type {type}.", parameter);
        if (type == PixelType.Int8 && GdalLibrary.VersionNumber < 3070000)
            throw new ArgumentException($"Int8 pixels need GDAL 3.7 or newer, and this is GDAL {GdalLibrary.Version}.", parameter);
    }
}
