using BenchmarkDotNet.Attributes;
using RasterEngine.Scans;

namespace RasterEngine.Benchmarks;

/// <summary>
/// Reading both bands of one date on one core, in a scan's tiles, by the engine's own tile path and through libgdal. A pixel of one band counts once. The
/// reader is opened anew in every run, because libgdal keeps decoded blocks of an open file; the file itself lies in the system's cache.
/// </summary>
public class ReadBenchmarks : SceneBenchmarks
{
    private const int Bands = 2;
    private ushort[] nearInfrared = [], red = [];

    /// <summary>own or gdal.</summary>
    [Params("own", "gdal")]
    public string Reader { get; set; } = "";

    [Benchmark(OperationsPerInvoke = Bands * Side * Side)]
    public int Read()
    {
        Environment.SetEnvironmentVariable(Scenes.RasterReader.Setting, Reader == "own" ? null : Scenes.RasterReader.Gdal);
        ScanPlan plan = ScanPlan.Make(Synthetic);
        using var reader = plan.Open<ushort>(plan.Before);
        if (red.Length == 0)
        {
            (nearInfrared, red) = (new ushort[plan.Tiles.LargestTilePixels], new ushort[plan.Tiles.LargestTilePixels]);
        }

        int tiles = 0;
        for (; tiles < plan.Tiles.Count; tiles++)
        {
            Gdal.Window window = plan.Tiles[tiles].Window;
            reader.Read(window, nearInfrared.AsSpan(0, (int)window.PixelCount), red.AsSpan(0, (int)window.PixelCount), []);
        }

        return tiles;
    }
}
