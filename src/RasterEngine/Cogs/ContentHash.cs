using System.Buffers.Binary;
using System.IO.Hashing;

namespace RasterEngine.Cogs;

/// <summary>XXH128 of what a block decodes to.</summary>
/// <param name="Upper">Its upper 64 bits.</param>
/// <param name="Lower">Its lower 64 bits: code that holds a UInt128 is not compiled ahead.</param>
internal readonly record struct ContentHash(ulong Upper, ulong Lower)
{
    public const int Bytes = 16;

    public static ContentHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        XxHash128.Hash(content, hash);
        return new ContentHash(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }

    public static ContentHash Read(ReadOnlySpan<byte> written) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(written[8..]), BinaryPrimitives.ReadUInt64LittleEndian(written));

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Lower);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], Upper);
    }
}
