using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace RasterEngine.Benchmarks;

/// <summary>Milliseconds of one call of the benchmark: one scan, one pass over a scene, one tile.</summary>
internal sealed class RunTimeColumn() : MeanColumn("ms/run", "milliseconds of one call = Mean x pixels of it")
{
    protected override double? Value(Summary summary, BenchmarkCase benchmarkCase, double nanoseconds) =>
        nanoseconds * benchmarkCase.Descriptor.OperationsPerInvoke / 1e6;
}
