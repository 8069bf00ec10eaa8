namespace RasterEngine.Gdal;

/// <summary>
/// A rectangle of pixels: columns from <paramref name="Column"/> up to, not including, <see cref="EndColumn"/>; rows likewise.
/// Column 0, row 0 is the raster's upper-left pixel. A width or height of 0 or less makes it empty.
/// </summary>
public readonly record struct Window(int Column, int Row, int Width, int Height)
{
    /// <summary>The first column to the right of the window.</summary>
    /// <exception cref="OverflowException">The window ends beyond 2^31 − 1.</exception>
    public int EndColumn => checked(Column + Width);

    /// <summary>The first row below the window.</summary>
    /// <exception cref="OverflowException">The window ends beyond 2^31 − 1.</exception>
    public int EndRow => checked(Row + Height);

    /// <summary>Width × height; 0 when empty.</summary>
    public long PixelCount => IsEmpty ? 0 : (long)Width * Height;

    public bool IsEmpty => Width <= 0 || Height <= 0;

    /// <summary>True when every pixel of <paramref name="other"/> is also in this window; an empty window is in every window.</summary>
    public bool Contains(Window other) =>
        other.IsEmpty
        || (other.Column >= Column && (long)other.Column + other.Width <= (long)Column + Width
            && other.Row >= Row && (long)other.Row + other.Height <= (long)Row + Height);

    /// <summary>The pixels in both windows; an empty window when there are none.</summary>
    public Window Intersect(Window other)
    {
        int column = Math.Max(Column, other.Column);
        int row = Math.Max(Row, other.Row);
        long width = Math.Min((long)Column + Width, (long)other.Column + other.Width) - column;
        long height = Math.Min((long)Row + Height, (long)other.Row + other.Height) - row;
        return width <= 0 || height <= 0 || IsEmpty || other.IsEmpty
            ? new Window(column, row, 0, 0)
            : new Window(column, row, (int)width, (int)height);
    }

    /// <summary>The same shape, moved to the right by <paramref name="columns"/> and down by <paramref name="rows"/>.</summary>
    /// <exception cref="OverflowException">The moved corner is beyond what an Int32 holds.</exception>
    public Window Shift(int columns, int rows) => new(checked(Column + columns), checked(Row + rows), Width, Height);
}
