using RasterEngine.Gdal;

namespace RasterEngine.Cogs;

/// <summary>
/// An image and its overviews, cut into blocks of 512 × 512. A cell of level n stands for 2ⁿ × 2ⁿ pixels of the image, counted from its upper-left
/// corner; cells at the right and lower edge stand for what is left. One block of the image gives whole cells at every level.
/// </summary>
internal sealed class CogPyramid
{
    /// <summary>Columns, and rows, of a block.</summary>
    public const int BlockSide = 1 << LargestLevel;

    // Beyond it a cell would be made from several blocks. An image of 262,144 columns is 512 wide there.
    private const int LargestLevel = 9;

    private readonly Window[] levels;

    public CogPyramid(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var found = new List<Window> { new(0, 0, width, height) };
        while (found.Count <= LargestLevel && Math.Max(found[^1].Width, found[^1].Height) > BlockSide)
        {
            found.Add(Cells(found[0], found.Count));
        }

        levels = [.. found];
    }

    /// <summary>1 and one for each overview.</summary>
    public int LevelCount => levels.Length;

    /// <summary>The whole of a level; level 0 is the image.</summary>
    public Window Level(int level) => levels[level];

    public int BlockColumns(int level) => Blocks(levels[level].Width);

    public int BlockCount(int level) => checked(BlockColumns(level) * Blocks(levels[level].Height));

    /// <summary>The part of a level that one of its blocks holds; blocks are counted from 0 along rows, then down.</summary>
    public Window Block(int level, int block)
    {
        int columns = BlockColumns(level);
        return levels[level].Intersect(new Window(block % columns * BlockSide, block / columns * BlockSide, BlockSide, BlockSide));
    }

    /// <summary>The cells of a level that a window of the image touches, the window beginning at whole cells.</summary>
    public static Window Cells(Window window, int level)
    {
        int side = 1 << level;
        return new(window.Column >> level, window.Row >> level, (window.Width + side - 1) >> level, (window.Height + side - 1) >> level);
    }

    private static int Blocks(int pixels) => (pixels + BlockSide - 1) / BlockSide;
}
