using System.Runtime.InteropServices;

namespace RasterEngine.Gdal.Codecs;

/// <summary>What the next bits of a stream say, read in one look: a byte or none, then a match or none.</summary>
[StructLayout(LayoutKind.Sequential, Size = sizeof(ulong))]
internal struct InflateStep
{
    /// <summary>Bits of all of it; 0 where bits say what a step cannot hold.</summary>
    public byte Bits;

    /// <summary>Of these, the bits of codes; the others are added to <see cref="Distance"/>.</summary>
    public byte CodeBits;

    /// <summary>1 where there is a byte.</summary>
    public byte Bytes;

    /// <summary>The match's length; 0 where there is none.</summary>
    public byte Length;

    /// <summary>The byte.</summary>
    public ushort Byte;

    /// <summary>The match's shortest distance; <see cref="NoMatch"/> where there is none.</summary>
    public ushort Distance;

    /// <summary>A distance at which sixteen bytes can be copied whole, which then do not count.</summary>
    public const ushort NoMatch = 64;
}
