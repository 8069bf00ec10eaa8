using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using RasterEngine.Cogs;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>
/// What a process leaves that compared some rows of a scan's tiles: sums, edges of tiles, sampled pixels, encoded blocks. Its last 32 bytes are the SHA-256
/// of those before. All parts of a scan together are the scan, to the byte, wherever it was cut.
/// </summary>
public static class ScanPart
{
    private const int DigestBytes = SHA256.HashSizeInBytes;

    /// <summary>Holds a part against its checksum.</summary>
    /// <returns>The checksum, lower-case hexadecimal.</returns>
    /// <exception cref="IOException">It is not what was written.</exception>
    public static string Verify(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 18], stated = new byte[DigestBytes];
        for (long left = file.Length - DigestBytes; left > 0;)
        {
            int read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return file.ReadAtLeast(stated, DigestBytes, throwOnEndOfStream: false) == DigestBytes && hash.GetHashAndReset().AsSpan().SequenceEqual(stated)
            ? Convert.ToHexStringLower(stated)
            : throw new IOException($"{path}: a part of a scan reads back otherwise than it was written; the disk or its file system is at fault");
    }

    internal static void Write<TStored>(string path, SharedScan<TStored> shared, TileRows rows)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(rows.First);
            writer.Write(rows.End);
            shared.Write(writer);
            shared.Preview.Write(writer, shared.Plan.Tiles.Window(rows));
            CogPart.Write(writer, shared.Mask);
            if (shared.Layers is { } layers)
            {
                CogPart.Write(writer, layers.File);
            }
        }

        file.Position = 0;
        file.Write(SHA256.HashData(file));
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="IOException">It is not what was written, or of other rows than of those after <paramref name="firstRow"/>.</exception>
    internal static TileRows Add<TStored>(string path, SharedScan<TStored> shared, int firstRow)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        Verify(path);
        using var reader = new BinaryReader(File.OpenRead(path));
        var rows = new TileRows(reader.ReadInt32(), reader.ReadInt32());
        if (rows.First != firstRow || rows.Count < 1 || rows.End > shared.Plan.Tiles.Rows)
        {
            throw new IOException($"{path}: a part of rows {rows.First}..{rows.End} of tiles; expected rows from {firstRow} on of {shared.Plan.Tiles.Rows}");
        }

        shared.Add(reader, rows);
        shared.Preview.Read(reader, shared.Plan.Tiles.Window(rows));
        CogPart.Read(reader, shared.Mask);
        if (shared.Layers is { } layers)
        {
            CogPart.Read(reader, layers.File);
        }

        return rows;
    }
}
