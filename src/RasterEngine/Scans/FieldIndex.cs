using System.Numerics;
using RasterEngine.Fields;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>The index inside fields: of one date, from the pixels that the date saw, or of each pixel's own peak in a season.</summary>
/// <param name="Mean">Mean over them; NaN when there are none.</param>
/// <param name="Smallest">The least of them; NaN when there are none.</param>
/// <param name="Largest">The largest.</param>
internal readonly record struct FieldIndex(double Mean, double Smallest, double Largest)
{
    private const int PixelsAtOnce = 1 << 20;

    /// <summary>Reads one date of a scan and answers for every field; sums run in reading order, so they are the same on every machine.</summary>
    /// <exception cref="ScanException">A file is truncated or corrupt.</exception>
    public static FieldIndex[] Of(ScanPlan plan, Scene date, FieldSet fields, CancellationToken cancellation)
    {
        int width = plan.Grid.Width, height = Math.Clamp(PixelsAtOnce / width, 1, plan.Grid.Height);
        var order = new IndexOrder<double>(plan.Date(date));
        double[] x = new double[width * height], y = new double[width * height];
        byte[] excluded = new byte[width * height];
        var sums = new Sums(fields.Fields.Count);
        using IDateReader<double> reader = plan.Open<double>(date);
        for (int top = 0; top < plan.Grid.Height; top += height)
        {
            cancellation.ThrowIfCancellationRequested();
            var band = new Window(0, top, width, Math.Min(height, plan.Grid.Height - top));
            int length = (int)band.PixelCount;
            excluded.AsSpan(0, length).Clear();
            reader.Read(band, x.AsSpan(0, length), y.AsSpan(0, length), excluded.AsSpan(0, length));
            for (int row = top; row < band.EndRow; row++)
            {
                foreach (FieldRun run in fields.RunsOfRow(row))
                {
                    for (int i = ((row - top) * width) + run.Start; i < ((row - top) * width) + run.End; i++)
                    {
                        sums.Add(run.Field, excluded[i] != 0 ? double.NaN : order.Index(x[i], y[i]));
                    }
                }
            }
        }

        return sums.Answer();
    }

    /// <summary>Reads a season and answers for every field from the largest index of each of its pixels.</summary>
    /// <exception cref="ScanException">A file is truncated or corrupt.</exception>
    public static FieldIndex[] OfPeaks(SeasonPlan plan, FieldSet fields, CancellationToken cancellation) => plan.Stored switch
    {
        PixelType.Byte => OfPeaks<byte>(plan, fields, cancellation),
        PixelType.UInt16 => OfPeaks<ushort>(plan, fields, cancellation),
        PixelType.Int16 => OfPeaks<short>(plan, fields, cancellation),
        PixelType.Float32 => OfPeaks<float>(plan, fields, cancellation),
        _ => OfPeaks<double>(plan, fields, cancellation),
    };

    private static FieldIndex[] OfPeaks<TStored>(SeasonPlan plan, FieldSet fields, CancellationToken cancellation)
        where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
    {
        var kernel = new SeasonKernel<TStored>(plan.Season.Form(plan.Scan));
        double[] peaks = new double[plan.Tiles.WidestTile], indices = new double[plan.Tiles.WidestTile];
        var sums = new Sums(fields.Fields.Count);
        using SeasonReader<TStored> reader = plan.Open<TStored>(plan.Season);
        for (int tile = 0; tile < plan.Tiles.Count; tile++)
        {
            cancellation.ThrowIfCancellationRequested();
            Window window = plan.Tiles[tile].Window;
            reader.Read(window);
            for (int row = 0; row < window.Height; row++)
            {
                ReadOnlySpan<FieldRun> runs = fields.RunsOfRow(window.Row + row);
                if (runs.IsEmpty)
                {
                    continue;
                }

                Array.Fill(peaks, double.NaN);
                for (int date = 0; date < plan.Season.Days.Count; date++)
                {
                    kernel.Index(reader.Planes, date, row * window.Width, indices.AsSpan(0, window.Width));
                    for (int i = 0; i < window.Width; i++)
                    {
                        peaks[i] = indices[i] <= peaks[i] || double.IsNaN(indices[i]) ? peaks[i] : indices[i];
                    }
                }

                foreach (FieldRun run in runs)
                {
                    for (int column = Math.Max(run.Start, window.Column); column < Math.Min(run.End, window.EndColumn); column++)
                    {
                        sums.Add(run.Field, peaks[column - window.Column]);
                    }
                }
            }
        }

        return sums.Answer();
    }

    private sealed class Sums(int fields)
    {
        private readonly double[] totals = new double[fields], smallest = new double[fields], largest = new double[fields];
        private readonly long[] counts = new long[fields];

        public void Add(int field, double index)
        {
            if (double.IsNaN(index))
            {
                return;
            }

            totals[field] += index;
            smallest[field] = counts[field] == 0 ? index : Math.Min(smallest[field], index);
            largest[field] = counts[field] == 0 ? index : Math.Max(largest[field], index);
            counts[field]++;
        }

        public FieldIndex[] Answer() =>
            [.. totals.Select((total, i) => counts[i] == 0 ? new FieldIndex(double.NaN, double.NaN, double.NaN) : new FieldIndex(total / counts[i], smallest[i], largest[i]))];
    }
}
