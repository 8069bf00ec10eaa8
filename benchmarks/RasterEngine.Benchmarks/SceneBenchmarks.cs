using BenchmarkDotNet.Attributes;
using RasterEngine.Scans;

namespace RasterEngine.Benchmarks;

/// <summary>Suites that work on a synthetic pair as files, in a folder that lives as long as the benchmark.</summary>
public abstract class SceneBenchmarks
{
    /// <summary>Columns, and rows, of each date.</summary>
    protected const int Side = 2048;

    /// <summary>The benchmark's own folder.</summary>
    protected string Folder { get; private set; } = "";

    /// <summary>The question about the synthetic pair.</summary>
    protected Scan Synthetic { get; private set; } = null!;

    [GlobalSetup]
    public void WriteScenes()
    {
        Folder = Directory.CreateTempSubdirectory("RasterEngine.Benchmarks-").FullName;
        Synthetic = ScanDocument.Read(SyntheticFiles.Write(new SyntheticScene(Side), Folder));
    }

    [GlobalCleanup]
    public void DeleteScenes() => Directory.Delete(Folder, recursive: true);
}
