using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace RasterEngine.Benchmarks;

/// <summary>Pixel rate as a share of the Traffic benchmark's, which moves the same bytes on the same tile: 1 means arithmetic costs nothing.</summary>
internal sealed class TrafficShareColumn() : MeanColumn("Of traffic", "pixel rate / that of Traffic on the same tile")
{
    private const string Reference = nameof(PairKernelBenchmarks<byte>.Traffic);

    public override bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(c => c.Descriptor.WorkloadMethod.Name == Reference);

    protected override double? Value(Summary summary, BenchmarkCase benchmarkCase, double nanoseconds)
    {
        // Copy moves other bytes: its share would compare unlike things.
        if (benchmarkCase.Descriptor.WorkloadMethod.Name == nameof(PairKernelBenchmarks<byte>.Copy))
        {
            return null;
        }

        BenchmarkCase? reference = summary.BenchmarksCases.FirstOrDefault(c =>
            c.Descriptor.WorkloadMethod.Name == Reference && c.Descriptor.Type == benchmarkCase.Descriptor.Type && c.Job.ResolvedId == benchmarkCase.Job.ResolvedId
            && c.Parameters.PrintInfo == benchmarkCase.Parameters.PrintInfo);
        return reference is not null && Nanoseconds(summary, reference) is { } traffic ? traffic / nanoseconds : null;
    }
}
