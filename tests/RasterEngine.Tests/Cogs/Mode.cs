namespace RasterEngine.Tests.Cogs;

/// <summary>Overview cells as they are defined, a pixel at a time.</summary>
internal static class Mode
{
    /// <summary>The value other than 0 that most of each 2ⁿ × 2ⁿ pixels have, of equals the smallest; 0 where there is none.</summary>
    public static byte[] Of(byte[] pixels, int width, int height, int level)
    {
        int side = 1 << level, across = (width + side - 1) / side, down = (height + side - 1) / side;
        byte[] modes = new byte[across * down];
        for (int y = 0; y < down; y++)
        {
            for (int x = 0; x < across; x++)
            {
                int[] counts = new int[256];
                for (int row = y * side; row < Math.Min((y + 1) * side, height); row++)
                {
                    for (int column = x * side; column < Math.Min((x + 1) * side, width); column++)
                    {
                        counts[pixels[(row * width) + column]]++;
                    }
                }

                counts[0] = 0;
                int most = counts.Max();
                modes[(y * across) + x] = most == 0 ? (byte)0 : (byte)Array.IndexOf(counts, most);
            }
        }

        return modes;
    }
}
