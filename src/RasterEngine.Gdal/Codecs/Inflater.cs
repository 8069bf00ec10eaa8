using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static RasterEngine.Gdal.Codecs.InflateAlphabet;

namespace RasterEngine.Gdal.Codecs;

/// <summary>
/// Our own decoder of zlib streams, for those that are mostly short matches, as rasters after a predictor are. Other decoders ask of each symbol whether it is
/// a byte or a match, which nobody can foresee; this one takes a step that is both (<see cref="InflateStep"/>), and leaves the rest to a careful path.
/// What it says no to may still be a good stream. Used by one thread at a time.
/// </summary>
internal sealed unsafe class Inflater
{
    /// <summary>Streams of fewer bytes are over before tables have paid.</summary>
    public const int FewestBytes = 16 << 10;

    // Bytes that a step may read beyond its bits, and write beyond its bytes, two steps being taken at a time.
    private const int ReadAhead = 16, WriteAhead = 64;
    private const int HeaderBytes = 2, ChecksumBytes = 4, CodeLengthSymbols = 19;

    // Where fewer steps hold a match, others are faster.
    private const double FewestMatches = 0.35;

    private readonly HuffmanDecoder literals = new(InflateSteps.Bits, Literals), distances = new(9, Distances), codeLengths = new(7, CodeLengthSymbols);
    private readonly InflateSteps steps = new();
    private readonly byte[] lengths = new byte[Literals + Distances];
    private InflatePlace place;
    private byte* sourceEnd, destination, destinationEnd;

    public static bool IsSupported => Bmi2.X64.IsSupported;

    /// <summary>Decodes a stream that holds exactly as many bytes as there is room for; its checksum is checked. Bytes after it do not matter.</summary>
    /// <returns>False for a stream that is broken, of more or fewer bytes, or not for this decoder; what then lies in the destination means nothing.</returns>
    public bool TryDecode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        // RFC 1950 §2.2: DEFLATE, no preset dictionary, the header divisible by 31.
        if (source.Length < FewestBytes || (source[0] & 0xF) != 8 || (source[1] & 0x20) != 0 || BinaryPrimitives.ReadUInt16BigEndian(source) % 31 != 0)
            return false;
        fixed (byte* from = source, to = destination)
        {
            return TryDecode(from, source.Length, to, destination.Length);
        }
    }

    private bool TryDecode(byte* source, int sourceBytes, byte* to, int bytes)
    {
        place = new InflatePlace { From = source + HeaderBytes, To = to };
        sourceEnd = source + sourceBytes;
        destination = to;
        destinationEnd = to + bytes;
        bool isFirst = true, isLast;
        do
        {
            isLast = Take(1) == 1;
            bool isRead = Take(2) switch
            {
                0 => Stored(),
                1 => FixedCodes() && Block(isFirst),
                2 => ReadCodes() && Block(isFirst),
                _ => false,
            };
            if (!isRead)
                return false;
            isFirst = false;
        }
        while (!isLast);

        byte* end = place.From - (place.Held >> 3);
        return place.To == destinationEnd && sourceEnd - end >= ChecksumBytes
            && BinaryPrimitives.ReadUInt32BigEndian(new(end, ChecksumBytes)) == Adler32.Of(new(to, bytes));
    }

    private bool Stored()
    {
        byte* from = place.From - (place.Held >> 3);
        if (sourceEnd - from < 4)
            return false;
        int bytes = BinaryPrimitives.ReadUInt16LittleEndian(new(from, 2));
        from += 4;
        if (bytes > sourceEnd - from || bytes > destinationEnd - place.To || (bytes ^ BinaryPrimitives.ReadUInt16LittleEndian(new(from - 2, 2))) != ushort.MaxValue)
            return false;
        new Span<byte>(from, bytes).CopyTo(new(place.To, bytes));
        place = new InflatePlace { From = from + bytes, To = place.To + bytes };
        return true;
    }

    // RFC 1951 §3.2.6.
    private bool FixedCodes()
    {
        Span<byte> all = lengths;
        all[..144].Fill(8);
        all[144..256].Fill(9);
        all[256..280].Fill(7);
        all[280..Literals].Fill(8);
        all[Literals..].Fill(5);
        return literals.TryTake(all[..Literals]) && distances.TryTake(all[Literals..]);
    }

    // RFC 1951 §3.2.7.
    private bool ReadCodes()
    {
        int literalCount = (int)Take(5) + 257, distanceCount = (int)Take(5) + 1, count = (int)Take(4) + 4;
        Span<byte> first = stackalloc byte[CodeLengthSymbols];
        first.Clear();
        for (int i = 0; i < count; i++)
            first[Order[i]] = (byte)Take(3);
        if (!codeLengths.TryTake(first) || literalCount > Literals)
            return false;
        Span<byte> all = lengths.AsSpan(0, literalCount + distanceCount);
        for (int i = 0; i < all.Length;)
        {
            int symbol = Find(codeLengths);
            if (symbol is >= 0 and < 16)
            {
                all[i++] = (byte)symbol;
                continue;
            }
            if (symbol < 0 || (symbol == 16 && i == 0))
                return false;
            int times = symbol switch { 16 => 3 + (int)Take(2), 17 => 3 + (int)Take(3), _ => 11 + (int)Take(7) };
            if (times > all.Length - i)
                return false;
            all.Slice(i, times).Fill(symbol == 16 ? all[i - 1] : (byte)0);
            i += times;
        }
        return literals.TryTake(all[..literalCount]) && distances.TryTake(all[literalCount..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Block(bool isFirst)
    {
        if (steps.Make(literals, distances) < FewestMatches && isFirst)
            return false;
        while (true)
        {
            int symbol;
            if (sourceEnd - place.From > ReadAhead && destinationEnd - place.To > WriteAhead)
            {
                Run(ref place, sourceEnd - ReadAhead, destination, destinationEnd - WriteAhead, steps.Table);
                symbol = TakeSymbol();
            }
            else
            {
                symbol = Find(literals);
                if (symbol is >= 0 and not EndOfBlock && !(symbol < EndOfBlock ? Write((byte)symbol) : Match(symbol - FirstLength)))
                    return false;
            }
            if (symbol == EndOfBlock)
                return true;
            if (symbol < 0)
                return false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Write(byte value)
    {
        if (place.To == destinationEnd)
            return false;
        *place.To++ = value;
        return true;
    }

    private bool Match(int symbol)
    {
        if (symbol >= LengthBits.Length)
            return false;
        int length = ShortestLengths[symbol] + (int)Take(LengthBits[symbol]), far = Find(distances);
        return far >= 0 && far < DistanceBits.Length && Copy(length, ShortestDistances[far] + (int)Take(DistanceBits[far]));
    }

    // What no step holds, right after the steps: eight bytes lie ahead then, more than a byte or a match has bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TakeSymbol()
    {
        InflatePlace at = place;
        at.Bits |= Unsafe.ReadUnaligned<ulong>(at.From) << (int)at.Held;
        at.From += (63 - at.Held) >> 3;
        at.Held |= 56;
        int symbol = literals.Find(at.Bits, out int bits);
        at.Bits >>= bits;
        at.Held -= (uint)bits;
        if (symbol < FirstLength)
        {
            *at.To = (byte)symbol;
            at.To += symbol < EndOfBlock ? 1 : 0;
            place = at;
            return symbol;
        }
        int wide = symbol - FirstLength;
        if (wide >= LengthBits.Length)
            return HuffmanDecoder.NoSymbol;
        int length = ShortestLengths[wide] + (int)Bmi2.X64.ZeroHighBits(at.Bits, LengthBits[wide]);
        at.Bits >>= LengthBits[wide];
        int far = distances.Find(at.Bits, out bits);
        if (far < 0 || far >= DistanceBits.Length)
            return HuffmanDecoder.NoSymbol;
        at.Bits >>= bits;
        int distance = ShortestDistances[far] + (int)Bmi2.X64.ZeroHighBits(at.Bits, DistanceBits[far]);
        at.Bits >>= DistanceBits[far];
        at.Held -= (uint)(LengthBits[wide] + bits + DistanceBits[far]);
        place = at;
        return Copy(length, distance) ? symbol : HuffmanDecoder.NoSymbol;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Copy(int length, int distance)
    {
        byte* to = place.To, source = to - distance, end = to + length;
        if (distance > to - destination || length > destinationEnd - to)
            return false;
        place.To = end;
        if (distance >= Vector128<byte>.Count && destinationEnd - end >= Vector128<byte>.Count)
        {
            for (; to < end; to += Vector128<byte>.Count, source += Vector128<byte>.Count)
                Vector128.Store(Vector128.Load(source), to);
            return true;
        }
        Span<byte> copy = new(to, length), from = new(source, length);
        if (distance >= length)
            from.CopyTo(copy);
        else if (distance == 1)
            copy.Fill(from[0]);
        else
            Repeat(copy, from[..distance]);
        return true;
    }

    // What was copied is copied on.
    private static void Repeat(Span<byte> copy, Span<byte> pattern)
    {
        pattern.CopyTo(copy);
        for (int done = pattern.Length; done < copy.Length; done *= 2)
            copy[..Math.Min(done, copy.Length - done)].CopyTo(copy[done..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(HuffmanDecoder code)
    {
        Refill();
        int symbol = code.Find(place.Bits, out int length);
        Use(length);
        // Bits that are not there are 0 and may be a code.
        return place.From - (place.Held >> 3) <= sourceEnd ? symbol : HuffmanDecoder.NoSymbol;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Take(int bits)
    {
        Refill();
        uint taken = (uint)place.Bits & ((1u << bits) - 1);
        Use(bits);
        return taken;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Use(int bits)
    {
        place.Bits >>= bits;
        place.Held -= (uint)bits;
    }

    // At least 56 bits, zeros behind the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Refill()
    {
        if (sourceEnd - place.From < sizeof(ulong))
        {
            RefillAtTheEnd();
            return;
        }
        place.Bits |= Unsafe.ReadUnaligned<ulong>(place.From) << (int)place.Held;
        place.From += (63 - place.Held) >> 3;
        place.Held |= 56;
    }

    private void RefillAtTheEnd()
    {
        for (; place.Held <= 56; place.Held += 8, place.From++)
            place.Bits |= (ulong)(place.From < sourceEnd ? *place.From : 0) << (int)place.Held;
    }

    // Two steps of up to 24 bits for each time that bits are read. Sixteen bytes are copied, of which those of the length count. A step that cannot be taken ends
    // it: one that is longer than its distance, as the step is that holds nothing, and one that reaches before the first byte.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(ref InflatePlace place, byte* lastFrom, byte* first, byte* lastTo, InflateStep* table)
    {
        ulong bits = place.Bits, held = place.Held;
        byte* from = place.From, to = place.To;
        while (from < lastFrom && to < lastTo)
        {
            bits |= Unsafe.ReadUnaligned<ulong>(from) << (int)held;
            from += 7;
            from -= (held >> 3) & 7;
            held |= 56;
            InflateStep* step = table + (bits & ((1 << InflateSteps.Bits) - 1));
            ulong used = step->Bits, distance = (Bmi2.X64.ZeroHighBits(bits, used) >> step->CodeBits) + step->Distance;
            Unsafe.WriteUnaligned(to, step->Byte);
            byte* match = to + step->Bytes, source = match - distance;
            if (distance < step->Length || source < first)
                break;
            bits >>= (int)used;
            held -= used;
            Vector128.Store(Vector128.Load(source), match);
            to = match + step->Length;

            step = table + (bits & ((1 << InflateSteps.Bits) - 1));
            used = step->Bits;
            distance = (Bmi2.X64.ZeroHighBits(bits, used) >> step->CodeBits) + step->Distance;
            Unsafe.WriteUnaligned(to, step->Byte);
            match = to + step->Bytes;
            source = match - distance;
            if (distance < step->Length || source < first)
                break;
            bits >>= (int)used;
            held -= used;
            Vector128.Store(Vector128.Load(source), match);
            to = match + step->Length;
        }
        place = new InflatePlace { Bits = bits, Held = (uint)held & 63, From = from, To = to };
    }
}
