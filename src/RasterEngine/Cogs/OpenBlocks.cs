using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using RasterEngine.Gdal;

namespace RasterEngine.Cogs;

/// <summary>Blocks of which some cells are still to come: those of overviews, and those of the image that tiles do not fill at once.</summary>
/// <remarks>Any thread may add; windows that are added do not overlap. Tiles come nearly in order, so as many are open as two or three rows of blocks have.</remarks>
internal sealed class OpenBlocks(CogPyramid pyramid, int bands, int sampleBytes)
{
    private const int BlockCells = CogPyramid.BlockSide * CogPyramid.BlockSide;

    private readonly OpenBlock?[][] open = [.. Enumerable.Range(0, pyramid.LevelCount).Select(level => new OpenBlock?[pyramid.BlockCount(level)])];
    private readonly ConcurrentBag<OpenBlock> spare = [];
    private readonly Lock gate = new();

    /// <summary>Adds cells to one block.</summary>
    /// <param name="level">0 is the image.</param>
    /// <param name="block">Which of the level.</param>
    /// <param name="window">Cells within the level, all in that block.</param>
    /// <param name="cells">The bytes of its bands one after the other; rows of a band lie <paramref name="stride"/> cells apart, bands <paramref name="bandStride"/>.</param>
    /// <param name="stride">Of rows.</param>
    /// <param name="bandStride">Of bands.</param>
    /// <returns>The block when this completed it: for the caller to give back; else null.</returns>
    public OpenBlock? Add(int level, int block, Window window, ReadOnlySpan<byte> cells, int stride, int bandStride)
    {
        Window whole = pyramid.Block(level, block);
        OpenBlock own = Find(level, block, whole);
        CopyIn(own.Cells, whole, window, cells, stride, bandStride, bands, sampleBytes);
        if (own.Take(window.PixelCount))
        {
            open[level][block] = null;
            return own;
        }

        return null;
    }

    /// <summary>Blocks of which some cells came, with the number of those.</summary>
    public IEnumerable<(int Level, int Block, OpenBlock Cells, long Taken)> Waiting =>
        from level in Enumerable.Range(0, open.Length)
        from block in Enumerable.Range(0, open[level].Length)
        let own = open[level][block]
        where own is not null
        select (level, block, own, pyramid.Block(level, block).PixelCount - own.Missing);

    /// <summary>Adds such a block of another writer of the same image: cells that did not come to one are 0 there, and none came to both.</summary>
    /// <returns>The block when this completed it: for the caller to give back; else null.</returns>
    public OpenBlock? Join(int level, int block, ReadOnlySpan<byte> cells, long taken)
    {
        OpenBlock own = Find(level, block, pyramid.Block(level, block));
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(own.Cells.AsSpan());
        ReadOnlySpan<ulong> others = MemoryMarshal.Cast<byte, ulong>(cells);
        for (int i = 0; i < words.Length; i++)
        {
            words[i] |= others[i];
        }

        if (own.Take(taken))
        {
            open[level][block] = null;
            return own;
        }

        return null;
    }

    public void GiveBack(OpenBlock block) => spare.Add(block);

    /// <summary>Copies a window's cells to where they lie in a block of 512 × 512 cells a band.</summary>
    public static void CopyIn(Span<byte> block, Window whole, Window window, ReadOnlySpan<byte> cells, int stride, int bandStride, int bands, int sampleBytes)
    {
        int first = ((window.Row - whole.Row) * CogPyramid.BlockSide) + window.Column - whole.Column;
        for (int band = 0; band < bands; band++)
        {
            for (int row = 0; row < window.Height; row++)
            {
                cells.Slice(((band * bandStride) + (row * stride)) * sampleBytes, window.Width * sampleBytes).CopyTo(block[(((band * BlockCells) + first + (row * CogPyramid.BlockSide)) * sampleBytes)..]);
            }
        }
    }

    private OpenBlock Find(int level, int block, Window whole)
    {
        lock (gate)
        {
            ref OpenBlock? found = ref open[level][block];
            if (found is null)
            {
                found = spare.TryTake(out OpenBlock? used) ? used : new OpenBlock(bands * BlockCells * sampleBytes);
                found.Begin(whole.PixelCount);
            }

            return found;
        }
    }
}
