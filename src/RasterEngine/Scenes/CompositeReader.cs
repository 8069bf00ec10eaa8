using System.Numerics;
using RasterEngine.Gdal;
using RasterEngine.Kernels;

namespace RasterEngine.Scenes;

/// <summary>Several acquisitions read as one date: of every pixel one real observation is chosen. Owns its readers; one a worker.</summary>
internal sealed class CompositeReader<TStored> : IDateReader<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly IReadOnlyList<SceneReader<TStored>> readers;
    private readonly Composite method;
    private readonly IndexOrder<TStored>[] orders;
    private readonly double scaleX, scaleY;
    private readonly TStored[][] xs, ys;
    private readonly byte[][] states;
    private readonly int[] seen;
    private readonly double[] sorted;

    /// <param name="readers">One for each acquisition, in order; owned from here on.</param>
    /// <param name="forms">What each one's stored numbers mean: scale and offset are the same, nodata need not be.</param>
    /// <param name="method">How one is chosen.</param>
    public CompositeReader(IReadOnlyList<SceneReader<TStored>> readers, IReadOnlyList<DateForm> forms, Composite method)
    {
        (this.readers, this.method) = (readers, method);
        orders = [.. forms.Select(f => new IndexOrder<TStored>(f))];
        (scaleX, scaleY) = ((double)forms[0].X.Scale, (double)forms[0].Y.Scale);
        xs = new TStored[readers.Count][];
        ys = new TStored[readers.Count][];
        states = new byte[readers.Count][];
        for (int i = 0; i < readers.Count; i++)
        {
            (xs[i], ys[i], states[i]) = ([], [], []);
        }

        seen = new int[readers.Count];
        sorted = new double[readers.Count];
    }

    /// <summary>Always: where no acquisition saw the ground, the reason is told.</summary>
    public bool Excludes => true;

    /// <inheritdoc/>
    public void Read(Window window, Span<TStored> x, Span<TStored> y, Span<byte> excluded)
    {
        int length = (int)window.PixelCount;
        for (int i = 0; i < readers.Count; i++)
        {
            Buffers.Fit(ref xs[i], length);
            Buffers.Fit(ref ys[i], length);
            Buffers.Fit(ref states[i], length);
            states[i].AsSpan(0, length).Clear();
            readers[i].Read(window, xs[i].AsSpan(0, length), ys[i].AsSpan(0, length), states[i].AsSpan(0, length));
        }

        for (int pixel = 0; pixel < length; pixel++)
        {
            int count = See(pixel, out byte reason);
            excluded[pixel] = count > 0 ? (byte)0 : reason;
            int chosen = count > 0 ? Choose(pixel, count) : 0;
            (x[pixel], y[pixel]) = (xs[chosen][pixel], ys[chosen][pixel]);
        }
    }

    public void Dispose()
    {
        foreach (SceneReader<TStored> reader in readers)
        {
            reader.Dispose();
        }
    }

    // The acquisitions that saw the pixel; where none did, a mask says more than an empty file.
    private int See(int pixel, out byte reason)
    {
        int count = 0;
        reason = Cell.NoData;
        for (int i = 0; i < readers.Count; i++)
        {
            byte state = states[i][pixel] != 0 ? states[i][pixel] : orders[i].State(xs[i][pixel], ys[i][pixel]);
            if (state == 0)
            {
                seen[count++] = i;
            }
            else if (reason is Cell.NoData || state == Cell.Masked)
            {
                reason = state;
            }
        }

        return count;
    }

    private int Choose(int pixel, int count) => method switch
    {
        Composite.Max => Largest(pixel, count),
        Composite.Median => Middle(pixel, count),
        _ => Nearest(pixel, count),
    };

    private int Largest(int pixel, int count)
    {
        int best = seen[0];
        for (int i = 1; i < count; i++)
        {
            best = Compare(pixel, seen[i], best) > 0 ? seen[i] : best;
        }

        return best;
    }

    // Insertion sort: a season has tens of acquisitions at most, and equal ones keep their order.
    private int Middle(int pixel, int count)
    {
        for (int i = 1; i < count; i++)
        {
            int moving = seen[i], at = i;
            for (; at > 0 && Compare(pixel, seen[at - 1], moving) > 0; at--)
            {
                seen[at] = seen[at - 1];
            }

            seen[at] = moving;
        }

        return seen[(count - 1) / 2];
    }

    private int Nearest(int pixel, int count)
    {
        double medianX = Median(xs, pixel, count), medianY = Median(ys, pixel, count), smallest = double.PositiveInfinity;
        int best = seen[0];
        for (int i = 0; i < count; i++)
        {
            double dx = (double.CreateChecked(xs[seen[i]][pixel]) - medianX) * scaleX, dy = (double.CreateChecked(ys[seen[i]][pixel]) - medianY) * scaleY;
            double distance = (dx * dx) + (dy * dy);
            (best, smallest) = distance < smallest ? (seen[i], distance) : (best, smallest);
        }

        return best;
    }

    private double Median(TStored[][] band, int pixel, int count)
    {
        for (int i = 0; i < count; i++)
        {
            sorted[i] = double.CreateChecked(band[seen[i]][pixel]);
        }

        Array.Sort(sorted, 0, count);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    private int Compare(int pixel, int a, int b) => orders[0].Compare(xs[a][pixel], ys[a][pixel], xs[b][pixel], ys[b][pixel]);
}
