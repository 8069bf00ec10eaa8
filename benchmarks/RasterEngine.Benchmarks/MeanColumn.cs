using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace RasterEngine.Benchmarks;

/// <summary>A column derived from the mean time of one operation, which is one pixel in all suites here.</summary>
internal abstract class MeanColumn(string name, string legend) : IColumn
{
    public string Id => $"{nameof(RasterEngine)}.{name}";

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => legend;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public virtual bool IsAvailable(Summary summary) => true;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        return Nanoseconds(summary, benchmarkCase) is { } mean && Value(summary, benchmarkCase, mean) is { } value
            ? value.ToString(value < 0.1 ? "0.00000" : "0.000", CultureInfo.InvariantCulture)
            : "-";
    }

    /// <summary>The column's number from the nanoseconds of one pixel; null where it means nothing.</summary>
    protected abstract double? Value(Summary summary, BenchmarkCase benchmarkCase, double nanoseconds);

    /// <summary>Mean of one pixel; null when the benchmark failed.</summary>
    protected static double? Nanoseconds(Summary summary, BenchmarkCase benchmarkCase) => summary[benchmarkCase]?.ResultStatistics?.Mean;
}
