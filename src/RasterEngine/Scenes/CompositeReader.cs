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
    private readonly MedianLanes<TStored>? medians;
    private readonly OpenFiles? files;
    private readonly double scaleX, scaleY;
    private readonly SeasonPlanes<TStored> planes;
    private readonly int[] seen;
    private readonly double[] sorted;

    /// <param name="readers">One for each acquisition, in order; owned from here on.</param>
    /// <param name="forms">What each one's stored numbers mean: scale and offset are the same, nodata need not be.</param>
    /// <param name="method">How one is chosen.</param>
    /// <param name="files">What they read from, when it is owned too; null when it is another's.</param>
    public CompositeReader(IReadOnlyList<SceneReader<TStored>> readers, IReadOnlyList<DateForm> forms, Composite method, OpenFiles? files)
    {
        (this.readers, this.method, this.files) = (readers, method, files);
        medians = method == Composite.Median ? MedianLanes<TStored>.Of(forms) : null;
        planes = new(readers.Count);
        orders = [.. forms.Select(f => new IndexOrder<TStored>(f))];
        (scaleX, scaleY) = ((double)forms[0].X.Scale, (double)forms[0].Y.Scale);
        seen = new int[readers.Count];
        sorted = new double[readers.Count];
    }

    /// <summary>Always: where no acquisition saw the ground, the reason is told.</summary>
    public bool Excludes => true;

    /// <inheritdoc/>
    public void Read(Window window, Span<TStored> x, Span<TStored> y, Span<byte> excluded)
    {
        int length = (int)window.PixelCount;
        planes.Resize(length);
        for (int i = 0; i < readers.Count; i++)
        {
            planes.Resize(i, hasSecondBand: true, canExclude: true);
            planes.Excluded(i).Clear();
            readers[i].Read(window, planes.X(i), planes.Y(i), planes.Excluded(i));
        }

        Chosen.Resize(length);
        bool isChosen = medians?.Choose(planes, Chosen) ?? false;
        for (int pixel = 0; pixel < length; pixel++)
        {
            excluded[pixel] = 0;
            if (!isChosen || Chosen.Counts[pixel] == 0)
            {
                int count = See(pixel, out byte reason);
                excluded[pixel] = count > 0 ? (byte)0 : reason;
                (Chosen.Counts[pixel], Chosen.Dates[pixel]) = ((ushort)count, count > 0 ? (ushort)Choose(pixel, count) : (ushort)0);
            }

            int date = Chosen.Dates[pixel];
            (x[pixel], y[pixel]) = (planes.X(date)[pixel], planes.Y(date)[pixel]);
        }
    }

    /// <summary>What was taken of the window read last.</summary>
    public Chosen Chosen { get; } = new();

    public void Dispose()
    {
        foreach (SceneReader<TStored> reader in readers)
        {
            reader.Dispose();
        }

        files?.Dispose();
    }

    // The acquisitions that saw the pixel; where none did, a mask says more than an empty file.
    private int See(int pixel, out byte reason)
    {
        int count = 0;
        reason = Cell.NoData;
        for (int i = 0; i < readers.Count; i++)
        {
            byte state = planes.Excluded(i)[pixel] != 0 ? planes.Excluded(i)[pixel] : orders[i].State(planes.X(i)[pixel], planes.Y(i)[pixel]);
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
        double medianX = Median(isFirst: true, pixel, count), medianY = Median(isFirst: false, pixel, count), smallest = double.PositiveInfinity;
        int best = seen[0];
        for (int i = 0; i < count; i++)
        {
            double dx = (double.CreateChecked(planes.X(seen[i])[pixel]) - medianX) * scaleX, dy = (double.CreateChecked(planes.Y(seen[i])[pixel]) - medianY) * scaleY;
            double distance = (dx * dx) + (dy * dy);
            (best, smallest) = distance < smallest ? (seen[i], distance) : (best, smallest);
        }

        return best;
    }

    private double Median(bool isFirst, int pixel, int count)
    {
        for (int i = 0; i < count; i++)
        {
            sorted[i] = double.CreateChecked((isFirst ? planes.X(seen[i]) : planes.Y(seen[i]))[pixel]);
        }

        Array.Sort(sorted, 0, count);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    private int Compare(int pixel, int a, int b) => orders[0].Compare(planes.X(a)[pixel], planes.Y(a)[pixel], planes.X(b)[pixel], planes.Y(b)[pixel]);
}
