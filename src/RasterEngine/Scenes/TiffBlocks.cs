namespace RasterEngine.Scenes;

/// <summary>The places of an image's blocks, streamed past: there can be millions, and none is kept.</summary>
internal sealed class TiffBlocks(GateReader reader, TiffDirectory directory, bool isTiled)
{
    private const int Chunk = 2048;

    /// <summary>Blocks that the file leaves out: no bytes. Known after <see cref="Check"/>.</summary>
    public long Missing { get; private set; }

    /// <param name="needed">Blocks that the image's size comes to.</param>
    /// <param name="leastBytes">The least that block of this index must have.</param>
    /// <exception cref="ScanException">Another number of blocks, or one that is not inside the file.</exception>
    public void Check(long needed, Func<long, long> leastBytes)
    {
        (TiffField offsets, TiffField counts) = Find();
        foreach (TiffField field in (TiffField[])[offsets, counts])
        {
            if (field.Count != needed)
            {
                throw directory.Wrong((TiffTag)field.Tag, $"one number for each of {GateReader.Words(needed)} blocks: it has {GateReader.Words(field.Count)}");
            }
        }

        byte[] offsetBytes = new byte[Chunk * offsets.Size], countBytes = new byte[Chunk * counts.Size];
        ulong promised = 0;
        for (long first = 0; first < needed; first += Chunk)
        {
            int length = (int)Math.Min(Chunk, needed - first);
            reader.Stream(offsets.Position + (first * offsets.Size), offsetBytes.AsSpan(0, length * offsets.Size));
            reader.Stream(counts.Position + (first * counts.Size), countBytes.AsSpan(0, length * counts.Size));
            for (int i = 0; i < length; i++)
            {
                long offset = reader.Unsigned(offsetBytes.AsSpan(i * offsets.Size, offsets.Size)), bytes = reader.Unsigned(countBytes.AsSpan(i * counts.Size, counts.Size));
                promised = Math.Max(promised, End(first + i, offset, bytes, leastBytes));
            }
        }

        // Told at the end, so that the sentence names the whole length.
        if (promised > (ulong)reader.Length)
        {
            throw reader.Truncated(promised);
        }
    }

    /// <summary>The tags that say where blocks are.</summary>
    /// <exception cref="ScanException">There are none, or those of the other kind of blocks.</exception>
    public (TiffField Offsets, TiffField Counts) Find()
    {
        (TiffTag offsets, TiffTag counts, TiffTag other, TiffTag another) = isTiled
            ? (TiffTag.TileOffsets, TiffTag.TileByteCounts, TiffTag.StripOffsets, TiffTag.StripByteCounts)
            : (TiffTag.StripOffsets, TiffTag.StripByteCounts, TiffTag.TileOffsets, TiffTag.TileByteCounts);
        // Libtiff would take the places of strips for those of tiles.
        if (directory.Has(other) || directory.Has(another))
        {
            throw directory.Wrong(directory.Has(other) ? other : another, isTiled ? "allowed in a tiled image" : "allowed in an image of strips");
        }

        return (Unsigned(offsets), Unsigned(counts));
    }

    private TiffField Unsigned(TiffTag tag) => directory.Find(tag) is { IsUnsigned: true } field
        ? field
        : throw reader.Refused($"its directory {directory.Number} has no {tag} ({(ushort)tag}) that tells where its blocks are");

    private ulong End(long block, long offset, long bytes, Func<long, long> leastBytes)
    {
        if (bytes == 0)
        {
            Missing++;
            return 0;
        }

        // The file's own header is there.
        if (offset < 8)
        {
            throw reader.Refused($"block {GateReader.Words(block)} of its image {directory.Number} begins at byte {offset}, which is the file's header");
        }

        return bytes >= leastBytes(block)
            ? (ulong)offset + (ulong)bytes
            : throw reader.Refused($"block {GateReader.Words(block)} of its image {directory.Number} has {GateReader.Words(bytes)} bytes; expected {GateReader.Words(leastBytes(block))}, uncompressed as it is");
    }
}
