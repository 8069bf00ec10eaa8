namespace RasterEngine.Kernels;

/// <summary>
/// Which places are compared, and exchanged when out of order, so that any numbers end up sorted: the same steps whatever the numbers, so that lanes can take
/// them together. Batcher's merge exchange (Batcher 1968; Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M).
/// </summary>
internal static class SortingNetwork
{
    /// <summary>Comparators for <paramref name="length"/> numbers, in order; each puts the smaller number at its first place.</summary>
    public static (int First, int Second)[] Of(int length)
    {
        var comparators = new List<(int, int)>();
        int top = 1;
        while (top * 2 < length)
        {
            top *= 2;
        }

        for (int p = length > 1 ? top : 0; p > 0; p /= 2)
        {
            for (int q = top, r = 0, d = p; ; d = q - p, q /= 2, r = p)
            {
                for (int i = 0; i < length - d; i++)
                {
                    if ((i & p) == r)
                    {
                        comparators.Add((i, i + d));
                    }
                }

                if (q == p)
                {
                    break;
                }
            }
        }

        return [.. comparators];
    }
}
