using System.Reflection;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace RasterEngine.Benchmarks;

/// <summary>10⁹ bytes a second that the code reads and writes, as it asks for them; lines a cache fetches before they are written are not counted.</summary>
internal sealed class ByteRateColumn() : MeanColumn("GB/s", "10^9 bytes a second read and written by the code")
{
    public override bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(c => Moves(c) is not null);

    protected override double? Value(Summary summary, BenchmarkCase benchmarkCase, double nanoseconds)
    {
        if (Moves(benchmarkCase) is not { } moves)
        {
            return null;
        }

        Type type = benchmarkCase.Descriptor.Type;
        int stored = type.IsGenericType ? Marshal.SizeOf(type.GenericTypeArguments[0]) : 0;
        return ((moves.Stored * stored) + moves.Bytes) / nanoseconds;
    }

    private static MovesAttribute? Moves(BenchmarkCase benchmarkCase) => benchmarkCase.Descriptor.WorkloadMethod.GetCustomAttribute<MovesAttribute>();
}
