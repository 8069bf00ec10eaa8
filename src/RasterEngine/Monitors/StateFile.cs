using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace RasterEngine.Monitors;

/// <summary>A saved state that is read: its head at once, its tiles when they are asked for, each held against its hash. Workers share it.</summary>
internal sealed class StateFile : IDisposable
{
    private static ReadOnlySpan<byte> Magic => "REMONIT\n"u8;

    private const int LargestHeader = 256 << 20;

    private readonly SafeFileHandle handle;
    private readonly string displayed;
    private readonly long start;

    private StateFile(SafeFileHandle handle, string displayed, StateHeader header, long start) =>
        (this.handle, this.displayed, Header, this.start) = (handle, displayed, header, start);

    public StateHeader Header { get; }

    /// <exception cref="ScanException">Not a state, of another format, cut short or damaged.</exception>
    public static StateFile Open(string path, string displayed)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path);
            Span<byte> head = stackalloc byte[Magic.Length + sizeof(int)];
            int length = RandomAccess.Read(handle, head, 0) == head.Length && head.StartsWith(Magic) ? BinaryPrimitives.ReadInt32LittleEndian(head[Magic.Length..]) : -1;
            if (length is < 0 or > LargestHeader || length > RandomAccess.GetLength(handle))
            {
                throw Broken(displayed, "its first bytes are not those of a state");
            }

            byte[] json = new byte[length + StateLayout.HashBytes];
            if (ReadFully(handle, json, head.Length) < json.Length || !XxHash128.Hash(json.AsSpan(0, length)).AsSpan().SequenceEqual(json.AsSpan(length)))
            {
                throw Broken(displayed, "its head is damaged");
            }

            StateHeader header = JsonSerializer.Deserialize(json.AsSpan(0, length), StateJson.Default.StateHeader) ?? throw Broken(displayed, "its head is empty");
            if (header.Format != StateHeader.CurrentFormat)
            {
                throw new ScanException("state-format", $"{displayed}: is a state of format {header.Format}; expected {StateHeader.CurrentFormat}. Begin a new one from the history.");
            }

            var file = new StateFile(handle, displayed, header, head.Length + json.Length);
            handle = null;
            return file;
        }
        catch (JsonException e)
        {
            throw new ScanException("state-broken", $"{displayed}: its head cannot be read ({e.Message.TrimEnd('.')}); expected a state as it was saved.", e);
        }
        finally
        {
            handle?.Dispose();
        }
    }

    /// <summary>The head of a new state, ready to be followed by tiles.</summary>
    public static byte[] Head(StateHeader header)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, StateJson.Default.StateHeader);
        byte[] length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        return [.. Magic, .. length, .. json, .. XxHash128.Hash(json)];
    }

    /// <summary>Whether all tiles can be there.</summary>
    /// <exception cref="ScanException">Cut short.</exception>
    public void CheckLength(StateLayout layout)
    {
        long expected = start + layout.Offset(layout.Tiles.Count), found = RandomAccess.GetLength(handle);
        if (found != expected)
        {
            throw Broken(displayed, $"it has {found} bytes instead of {expected}");
        }
    }

    /// <summary>Reads a tile's bytes.</summary>
    /// <exception cref="ScanException">Damaged.</exception>
    public void Read(StateLayout layout, int tile, Span<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[StateLayout.HashBytes];
        if (ReadFully(handle, bytes, start + layout.Offset(tile)) < bytes.Length
            || ReadFully(handle, hash, start + layout.Offset(tile) + bytes.Length) < hash.Length
            || !XxHash128.Hash(bytes).AsSpan().SequenceEqual(hash))
        {
            throw Broken(displayed, $"its tile {tile} is damaged");
        }
    }

    public void Dispose() => handle.Dispose();

    private static int ReadFully(SafeFileHandle handle, Span<byte> bytes, long offset)
    {
        int done = 0;
        while (done < bytes.Length && RandomAccess.Read(handle, bytes[done..], offset + done) is var read and > 0)
        {
            done += read;
        }

        return done;
    }

    private static ScanException Broken(string displayed, string why) => new("state-broken", $"{displayed}: {why}; expected a state as it was saved.");
}
