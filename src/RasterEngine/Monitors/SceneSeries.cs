using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Scenes;

namespace RasterEngine.Monitors;

/// <summary>Reads the index of many scenes, window by window. Keeps a limited number of them open; one a worker.</summary>
/// <param name="plan">The monitor.</param>
/// <param name="largestPixels">Pixels of the largest window.</param>
internal sealed class SceneSeries(MonitorPlan plan, int largestPixels) : IDisposable
{
    // Files a worker may hold open: two bands and a mask each stay far below the usual limit of 1,024.
    private const int MostOpen = 100;

    private readonly Dictionary<Scene, (SceneReader<double> Reader, IndexOrder<double> Index)> open = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<Scene> order = [];
    private readonly double[] x = new double[largestPixels], y = new double[largestPixels];
    private readonly byte[] excluded = new byte[largestPixels];

    /// <summary>The index of every pixel of a window, NaN where the scene did not observe it.</summary>
    /// <exception cref="ScanException">A file is truncated or corrupt there.</exception>
    public void Read(Scene scene, Window window, Span<double> values)
    {
        (SceneReader<double> reader, IndexOrder<double> index) = Open(scene);
        excluded.AsSpan(0, values.Length).Clear();
        reader.Read(window, x.AsSpan(0, values.Length), y.AsSpan(0, values.Length), excluded.AsSpan(0, values.Length));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = excluded[i] != 0 ? double.NaN : index.Index(x[i], y[i]);
        }
    }

    public void Dispose()
    {
        foreach ((SceneReader<double> reader, _) in open.Values)
        {
            reader.Dispose();
        }
    }

    private (SceneReader<double> Reader, IndexOrder<double> Index) Open(Scene scene)
    {
        if (open.TryGetValue(scene, out (SceneReader<double>, IndexOrder<double>) found))
        {
            return found;
        }

        if (open.Count == MostOpen && open.Remove(order.Dequeue(), out (SceneReader<double> Reader, IndexOrder<double>) oldest))
        {
            oldest.Reader.Dispose();
        }

        order.Enqueue(scene);
        return open[scene] = plan.Open(scene);
    }
}
