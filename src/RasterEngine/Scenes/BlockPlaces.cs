using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>Where an image's blocks are: looked up in the file one by one, because a list of all would grow with the raster. Checked again each time.</summary>
internal sealed class BlockPlaces
{
    private readonly SafeFileHandle file;
    private readonly TiffHeader header;
    private readonly TiffLayout layout;
    private readonly long blocksAcross, blocksDown, fileBytes;

    public BlockPlaces(SafeFileHandle file, TiffHeader header)
    {
        (this.file, this.header, layout) = (file, header, header.Layout!);
        blocksAcross = (header.Width + header.BlockWidth - 1) / header.BlockWidth;
        blocksDown = (header.Height + header.BlockHeight - 1) / header.BlockHeight;
        fileBytes = RandomAccess.GetLength(file);
    }

    /// <summary>The pixels of a block as it is stored: a tile may reach beyond the image, and the last strip ends with it.</summary>
    public Window Block(int column, int row)
    {
        int height = header.IsTiled ? header.BlockHeight : Math.Min(header.BlockHeight, header.Height - (row * header.BlockHeight));
        return new Window(column * header.BlockWidth, row * header.BlockHeight, header.BlockWidth, height);
    }

    /// <summary>Looks up a block's bytes.</summary>
    /// <param name="block">Its pixels.</param>
    /// <param name="number">Band, from 1; of interleaved bands any.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="bytes">How many.</param>
    /// <returns>False for a block that is left out, or not inside the file.</returns>
    public bool TryFind(Window block, int number, out long offset, out long bytes)
    {
        long plane = header.IsPlanar ? (number - 1) * blocksAcross * blocksDown : 0;
        long index = plane + (block.Row / header.BlockHeight * blocksAcross) + (block.Column / header.BlockWidth);
        bytes = 0;
        return TryRead(layout.Offsets, index, out offset) && TryRead(layout.Counts, index, out bytes)
            && offset >= 8 && bytes > 0 && bytes <= fileBytes - offset;
    }

    private bool TryRead(TiffField field, long index, out long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes = bytes[..field.Size];
        bool isRead = BlockDecoder.TryRead(file, field.Position + (index * field.Size), bytes);
        ulong value = (field.Size, layout.IsBigEndian) switch
        {
            (1, _) => bytes[0],
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
        number = (long)Math.Min(value, long.MaxValue);
        return isRead;
    }
}
