namespace RasterEngine.Tests.Masks;

/// <summary>Patches of a mask found the plain way: start at a pixel, go on to every neighbour of its class.</summary>
internal static class FloodFill
{
    /// <summary>The pixels of every patch of gained (2) and lost (3).</summary>
    public static List<(byte Class, List<int> Pixels)> Patches(byte[] mask, int width, bool corners)
    {
        int height = mask.Length / width;
        bool[] seen = new bool[mask.Length];
        var patches = new List<(byte, List<int>)>();
        for (int start = 0; start < mask.Length; start++)
        {
            if (seen[start] || mask[start] is not (2 or 3))
            {
                continue;
            }

            var pixels = new List<int> { start };
            seen[start] = true;
            for (int next = 0; next < pixels.Count; next++)
            {
                int row = pixels[next] / width, column = pixels[next] % width;
                for (int y = Math.Max(0, row - 1); y <= Math.Min(height - 1, row + 1); y++)
                {
                    for (int x = Math.Max(0, column - 1); x <= Math.Min(width - 1, column + 1); x++)
                    {
                        int to = (y * width) + x;
                        if ((corners || x == column || y == row) && !seen[to] && mask[to] == mask[start])
                        {
                            seen[to] = true;
                            pixels.Add(to);
                        }
                    }
                }
            }

            patches.Add((mask[start], pixels));
        }

        return patches;
    }
}
