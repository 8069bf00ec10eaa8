using RasterEngine.Fields;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>The index of one date inside fields, from the pixels that the date saw.</summary>
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
        int width = plan.Grid.Width, height = Math.Clamp(PixelsAtOnce / width, 1, plan.Grid.Height), fieldCount = fields.Fields.Count;
        var order = new IndexOrder<double>(plan.Date(date));
        double[] x = new double[width * height], y = new double[width * height], sums = new double[fieldCount];
        byte[] excluded = new byte[width * height];
        long[] counts = new long[fieldCount];
        double[] smallest = [.. Enumerable.Repeat(double.NaN, fieldCount)], largest = [.. smallest];
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
                        Add(run.Field, excluded[i] != 0 ? double.NaN : order.Index(x[i], y[i]));
                    }
                }
            }
        }

        return [.. Enumerable.Range(0, fieldCount).Select(i => new FieldIndex(sums[i] / counts[i], smallest[i], largest[i]))];

        void Add(int field, double index)
        {
            if (double.IsNaN(index))
            {
                return;
            }

            sums[field] += index;
            smallest[field] = counts[field] == 0 ? index : Math.Min(smallest[field], index);
            largest[field] = counts[field] == 0 ? index : Math.Max(largest[field], index);
            counts[field]++;
        }
    }
}
