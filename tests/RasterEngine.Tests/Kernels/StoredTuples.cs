using System.Numerics;

namespace RasterEngine.Tests.Kernels;

/// <summary>Stored numbers for both bands of both dates, drawn so that thresholds, nodata and extremes are hit, not just passed.</summary>
internal sealed class StoredTuples<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public StoredTuples(int length, int seed)
    {
        X1 = new T[length];
        Y1 = new T[length];
        X2 = new T[length];
        Y2 = new T[length];
        var random = new Random(seed);
        for (int i = 0; i < length; i++)
        {
            Draw(random, out X1[i], out Y1[i]);
            Draw(random, out X2[i], out Y2[i]);

            // One pair in four: the later date is a small step away from the earlier one.
            if (random.Next(4) == 0)
            {
                X2[i] = T.CreateSaturating(double.CreateChecked(X1[i]) + random.Next(-40, 41));
                Y2[i] = T.CreateSaturating(double.CreateChecked(Y1[i]) + random.Next(-40, 41));
            }
        }
    }

    public T[] X1 { get; }

    public T[] Y1 { get; }

    public T[] X2 { get; }

    public T[] Y2 { get; }

    private static void Draw(Random random, out T x, out T y)
    {
        double min = double.CreateChecked(T.MinValue), max = double.CreateChecked(T.MaxValue);
        switch (random.Next(8))
        {
            case 0: // the extremes and their neighbours
                ReadOnlySpan<double> edges = [min, min + 1, 0, 1, 2, 7, 999, 1000, 1001, 7272, 7273, max - 1, max];
                x = T.CreateSaturating(edges[random.Next(edges.Length)]);
                y = T.CreateSaturating(edges[random.Next(edges.Length)]);
                break;
            case 1 or 2: // exactly on, or one count beside, the ratios that make NDVI 0.35, 0.4, 0.45 and their like
                ReadOnlySpan<(int X, int Y)> ratios = [(7, 3), (27, 13), (29, 11), (1, 1), (11, 9), (2, 1), (3, 1), (23, 17), (5, 3), (13, 7)];
                (int rx, int ry) = ratios[random.Next(ratios.Length)];
                int k = random.Next(1, (int)Math.Max(2, max / 32));
                ReadOnlySpan<int> offsets = [0, 1000];
                int offset = offsets[random.Next(2)];
                x = T.CreateSaturating((rx * k) + offset + random.Next(-1, 2));
                y = T.CreateSaturating((ry * k) + offset + random.Next(-1, 2));
                break;
            case 3: // anything
                x = T.CreateSaturating(min + (random.NextDouble() * (max - min)));
                y = T.CreateSaturating(min + (random.NextDouble() * (max - min)));
                break;
            default: // what land looks like
                double largest = Math.Min(max, 12000);
                x = T.CreateSaturating(random.NextDouble() * largest);
                y = T.CreateSaturating(random.NextDouble() * largest);
                break;
        }
    }
}
