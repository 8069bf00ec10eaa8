using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Cogs;

/// <summary>Writes numbers of up to 48 bits, lowest first. Stores eight bytes at a time, so that many lie beyond what it has written; nothing is checked here.</summary>
internal ref struct BitWriter
{
    private readonly ref byte first;
    private ref byte next;
    private ulong waiting;
    private int waitingBits;

    /// <param name="to">At least eight bytes longer than what is written.</param>
    public BitWriter(Span<byte> to)
    {
        first = ref MemoryMarshal.GetReference(to);
        next = ref first;
    }

    /// <summary>Whole bytes written.</summary>
    public readonly int Bytes => (int)Unsafe.ByteOffset(ref first, ref next);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ulong bits, int count)
    {
        waiting |= bits << waitingBits;
        waitingBits += count;
        Unsafe.WriteUnaligned(ref next, BitConverter.IsLittleEndian ? waiting : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(waiting));
        next = ref Unsafe.Add(ref next, waitingBits >> 3);
        waiting >>= waitingBits & ~7;
        waitingBits &= 7;
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public void Align() => Write(0, -waitingBits & 7);
}
