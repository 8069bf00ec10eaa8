using System.Globalization;
using BenchmarkDotNet.Attributes;
using RasterEngine.Publication;
using RasterEngine.Scans;

namespace RasterEngine.Benchmarks;

/// <summary>A whole scan as the command line runs it: inputs hashed, compared, counted, mask written and verified, report and pictures published.</summary>
public class ScanBenchmarks : SceneBenchmarks
{
    private const int InnFieldsPixels = 578 * 379;

    private readonly Scan innFields = ScanDocument.Read(Path.Combine(Tree.Root, "data-samples", "inn-fields", "inn-fields.json"));
    private int runs;

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Workers { get; set; }

    private string Results => Path.Combine(Folder, "results");

    [Benchmark(OperationsPerInvoke = Side * Side)]
    public void Synthetic2048() => Publish(Synthetic, Side * Side);

    [Benchmark(OperationsPerInvoke = InnFieldsPixels)]
    public void InnFields() => Publish(innFields, InnFieldsPixels);

    // A folder that held a result would have the next scan replace it, which is other work.
    [IterationCleanup]
    public void DeleteResults() => Directory.Delete(Results, recursive: true);

    private void Publish(Scan scan, long pixels)
    {
        string folder = Path.Combine(Results, runs++.ToString(CultureInfo.InvariantCulture));
        (ScanResult result, _) = ScanPublication.Run(scan, folder, Workers, _ => { }, CancellationToken.None);
        if (result.Plan.Grid.Bounds.PixelCount is var scanned && scanned != pixels)
        {
            throw new InvalidOperationException($"{scan.Name} has {scanned} pixels; expected {pixels}, by which its time is divided");
        }
    }
}
