using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using RasterEngine.Gdal.Codecs;

namespace RasterEngine.Scenes;

/// <summary>Reads a block from a file and decodes it; owns the codecs' handles and the buffers between. One a worker.</summary>
internal sealed class BlockDecoder : IDisposable
{
    // Of blocks that do not get smaller: every codec here stays far below twice the bytes and a little.
    private const int Slack = 64 << 10;

    private byte[] packed = [], block = [];
    private DeflateDecoder? deflate;
    private ZstdDecoder? zstd;
    private LzwDecoder? lzw;

    /// <summary>Ticks of the stopwatch in which blocks' bytes came from their files.</summary>
    public long ReadTicks { get; private set; }

    /// <summary>What turns its rows into numbers.</summary>
    public BlockRows Rows { get; } = new();

    /// <summary>Room for one decoded block, the same for all files of a worker: dozens of dates would each hold one. Good until it is asked for again.</summary>
    public Span<byte> Block(int bytes)
    {
        Buffers.Fit(ref block, bytes);
        return block.AsSpan(0, bytes);
    }

    /// <summary>True where a block of this codec can be decoded here.</summary>
    public static bool Knows(TiffCodec codec) =>
        codec is TiffCodec.None or TiffCodec.Lzw or TiffCodec.Deflate or TiffCodec.OldDeflate || (codec == TiffCodec.Zstd && CodecLibrary.Zstd.IsFound);

    /// <summary>Decodes a block of exactly as many bytes as there is room for.</summary>
    /// <returns>False where the file ends before it, or its bytes are no such block.</returns>
    public bool TryDecode(SafeFileHandle file, TiffCodec codec, long offset, long bytes, Span<byte> destination)
    {
        if (codec == TiffCodec.None)
        {
            return bytes >= destination.Length && TryReadTimed(file, offset, destination);
        }

        if (bytes > (2L * destination.Length) + Slack)
        {
            return false;
        }

        Buffers.Fit(ref packed, (int)bytes);
        Span<byte> source = packed.AsSpan(0, (int)bytes);
        if (!TryReadTimed(file, offset, source))
        {
            return false;
        }

        return codec switch
        {
            TiffCodec.Lzw => (lzw ??= new LzwDecoder()).TryDecode(source, destination),
            TiffCodec.Zstd => (zstd ??= new ZstdDecoder()).TryDecode(source, destination),
            _ => (deflate ??= new DeflateDecoder()).TryDecode(source, destination),
        };
    }

    /// <summary>Reads bytes that must all be there.</summary>
    /// <returns>False where the file ends before them.</returns>
    public static bool TryRead(SafeFileHandle file, long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
            {
                return false;
            }

            destination = destination[read..];
            offset += read;
        }

        return true;
    }

    private bool TryReadTimed(SafeFileHandle file, long offset, Span<byte> destination)
    {
        long start = Stopwatch.GetTimestamp();
        bool isRead = TryRead(file, offset, destination);
        ReadTicks += Stopwatch.GetTimestamp() - start;
        return isRead;
    }

    public void Dispose()
    {
        deflate?.Dispose();
        zstd?.Dispose();
    }
}
