namespace RasterEngine.Cogs;

/// <summary>A block that is being put together by many threads, each of which writes cells of its own.</summary>
internal sealed class OpenBlock(int bytes)
{
    private long missing;

    /// <summary>Bytes of 512 × 512 cells of each band, band after band; 0 where the block reaches beyond the image.</summary>
    public byte[] Cells { get; } = new byte[bytes];

    /// <summary>Makes it an empty block that waits for so many cells.</summary>
    public void Begin(long cells)
    {
        Array.Clear(Cells);
        missing = cells;
    }

    /// <summary>Counts cells that were written; true for the one call that completes the block.</summary>
    public bool Take(long cells) => Interlocked.Add(ref missing, -cells) == 0;

    /// <summary>Cells still to come.</summary>
    public long Missing => Interlocked.Read(ref missing);
}
