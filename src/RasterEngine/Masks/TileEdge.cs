using System.Runtime.InteropServices;
using RasterEngine.Kernels;

namespace RasterEngine.Masks;

/// <summary>One outermost row or column of a tile: both dates' stored numbers, what excludes them, and each pixel's area. Filled, met, and filled again.</summary>
/// <param name="capacity">Pixels that fit.</param>
internal sealed class TileEdge<TStored>(int capacity)
    where TStored : unmanaged
{
    private readonly TStored[] x1 = new TStored[capacity], y1 = new TStored[capacity], x2 = new TStored[capacity], y2 = new TStored[capacity];
    private readonly byte[] excluded1 = new byte[capacity], excluded2 = new byte[capacity];
    private readonly long[] areas = new long[capacity];

    /// <summary>Pixels of this edge.</summary>
    public int Length { get; private set; }

    public DatePixels<TStored> Before => new(x1.AsSpan(0, Length), y1.AsSpan(0, Length), excluded1.AsSpan(0, Length));

    public DatePixels<TStored> After => new(x2.AsSpan(0, Length), y2.AsSpan(0, Length), excluded2.AsSpan(0, Length));

    /// <summary>What excludes each pixel of the earlier date; may be added to.</summary>
    public Span<byte> ExcludedBefore => excluded1.AsSpan(0, Length);

    /// <summary>Area of each pixel.</summary>
    public Span<long> Areas => areas.AsSpan(0, Length);

    /// <summary>Takes every <paramref name="stride"/>-th pixel of both dates; what is left over from an edge before is gone.</summary>
    public void Fill(DatePixels<TStored> before, DatePixels<TStored> after, int stride, int length)
    {
        Length = length;
        for (int i = 0; i < length; i++)
        {
            int from = i * stride;
            (x1[i], y1[i], x2[i], y2[i]) = (before.X[from], before.Y[from], after.X[from], after.Y[from]);
            (excluded1[i], excluded2[i]) = (before.Reason(from), after.Reason(from));
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Length);
        foreach (TStored[] numbers in (TStored[][])[x1, y1, x2, y2])
        {
            writer.Write(MemoryMarshal.AsBytes(numbers.AsSpan(0, Length)));
        }

        writer.Write(excluded1.AsSpan(0, Length));
        writer.Write(excluded2.AsSpan(0, Length));
        writer.Write(MemoryMarshal.AsBytes(Areas));
    }

    /// <summary>Becomes an edge that was written.</summary>
    public void Read(BinaryReader reader)
    {
        Length = reader.ReadInt32();
        foreach (TStored[] numbers in (TStored[][])[x1, y1, x2, y2])
        {
            reader.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan(0, Length)));
        }

        reader.ReadExactly(excluded1.AsSpan(0, Length));
        reader.ReadExactly(excluded2.AsSpan(0, Length));
        reader.ReadExactly(MemoryMarshal.AsBytes(Areas));
    }
}
