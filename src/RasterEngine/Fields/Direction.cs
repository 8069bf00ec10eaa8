namespace RasterEngine.Fields;

/// <summary>Which way an outline goes from a corner to the next. Numbers turn clockwise, rows running down: +1 is a turn to the right, +3 to the left.</summary>
internal enum Direction
{
    East = 0,
    South = 1,
    West = 2,
    North = 3,
}
