namespace RasterEngine.Gdal.Codecs;

/// <summary>How far a stream has been decoded. Bits above those held repeat what lies at <see cref="From"/>, or are 0.</summary>
internal unsafe struct InflatePlace
{
    /// <summary>Bits that were read and not used, the next one lowest.</summary>
    public ulong Bits;

    /// <summary>How many they are.</summary>
    public uint Held;

    /// <summary>The next byte to read.</summary>
    public byte* From;

    /// <summary>The next byte to write.</summary>
    public byte* To;
}
