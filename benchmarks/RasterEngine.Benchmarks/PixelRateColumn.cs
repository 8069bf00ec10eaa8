using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace RasterEngine.Benchmarks;

/// <summary>10⁹ pixels a second.</summary>
internal sealed class PixelRateColumn() : MeanColumn("Gpx/s", "10^9 pixels a second = 1 / Mean")
{
    protected override double? Value(Summary summary, BenchmarkCase benchmarkCase, double nanoseconds) => 1 / nanoseconds;
}
