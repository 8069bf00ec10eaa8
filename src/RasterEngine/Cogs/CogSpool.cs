using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace RasterEngine.Cogs;

/// <summary>
/// Encoded blocks in the order in which workers finish them, and where each lies. Any thread may append; every block has a slot of its own, and room in
/// the file is taken by one addition.
/// </summary>
internal sealed class CogSpool : IDisposable
{
    private readonly CogBlock[][] blocks;
    private readonly SafeFileHandle file;
    private readonly string path;
    private long end;

    /// <param name="path">Of the spool; made anew, and deleted when disposed.</param>
    /// <param name="pyramid">The blocks that are to come.</param>
    public CogSpool(string path, CogPyramid pyramid)
    {
        this.path = path;
        blocks = [.. Enumerable.Range(0, pyramid.LevelCount).Select(level => new CogBlock[pyramid.BlockCount(level)])];
        file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
    }

    /// <summary>Every block of a level.</summary>
    public ReadOnlyMemory<CogBlock> Level(int level) => blocks[level];

    /// <summary>A level as a file holds it.</summary>
    public CogLevel Whole(CogPyramid pyramid, int level) => new(pyramid.Level(level).Width, pyramid.Level(level).Height, blocks[level]);

    public CogBlock this[int level, int block] => blocks[level][block];

    /// <summary>Takes a block in.</summary>
    /// <param name="level">0 is the image.</param>
    /// <param name="block">Which of the level.</param>
    /// <param name="record">Leader, encoded bytes, trailer.</param>
    /// <param name="hash">Of what the bytes decode to.</param>
    /// <exception cref="InvalidOperationException">It is there already.</exception>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public void Append(int level, int block, ReadOnlySpan<byte> record, ContentHash hash)
    {
        ref CogBlock slot = ref blocks[level][block];
        if (slot.Bytes != 0)
        {
            throw new InvalidOperationException($"block {block} of level {level} is appended twice");
        }

        long position = Interlocked.Add(ref end, record.Length) - record.Length;
        RandomAccess.Write(file, record, position);
        slot = new CogBlock(position, record.Length - CogBlock.RecordOverhead, hash, XxHash3.HashToUInt64(record));
    }

    /// <summary>Reads a block's record back.</summary>
    public void Read(CogBlock block, Span<byte> record)
    {
        if (!CogFile.TryRead(file, record[..block.RecordBytes], block.Position))
        {
            throw new IOException($"{path}: ends before byte {block.Position + block.RecordBytes}, which was written; the disk or its file system is at fault");
        }
    }

    public void Dispose()
    {
        file.Dispose();
        File.Delete(path);
    }
}
