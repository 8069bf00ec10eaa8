using RasterEngine.Scenes;

namespace RasterEngine.Samples;

/// <summary>Which pixels lie within so many pixels, along rows, columns or both (a square), of certain classes. Owns its buffers.</summary>
internal sealed class Nearness(int pixels)
{
    private bool[] inRow = [], near = [];

    /// <summary>Answers a window, row by row: true for the classes' own pixels too.</summary>
    public ReadOnlySpan<bool> Find(ReadOnlySpan<byte> classes, int width, int height, Func<byte, bool> isOne)
    {
        Buffers.Fit(ref inRow, width * height);
        Buffers.Fit(ref near, width * height);
        bool[] ones = new bool[256];
        for (int c = 0; c < ones.Length; c++)
        {
            ones[c] = isOne((byte)c);
        }

        Array.Clear(inRow, 0, width * height);
        Array.Clear(near, 0, width * height);

        // A square is a row of a column: along rows first, then along columns, once each way.
        for (int row = 0; row < height; row++)
        {
            int start = row * width;
            for (int column = 0, left = 0; column < width; column++)
            {
                left = ones[classes[start + column]] ? pixels + 1 : left - 1;
                inRow[start + column] |= left > 0;
            }

            for (int column = width - 1, left = 0; column >= 0; column--)
            {
                left = ones[classes[start + column]] ? pixels + 1 : left - 1;
                inRow[start + column] |= left > 0;
            }
        }

        for (int column = 0; column < width; column++)
        {
            for (int row = 0, left = 0; row < height; row++)
            {
                left = inRow[(row * width) + column] ? pixels + 1 : left - 1;
                near[(row * width) + column] |= left > 0;
            }

            for (int row = height - 1, left = 0; row >= 0; row--)
            {
                left = inRow[(row * width) + column] ? pixels + 1 : left - 1;
                near[(row * width) + column] |= left > 0;
            }
        }

        return near.AsSpan(0, width * height);
    }
}
