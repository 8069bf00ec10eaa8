using System.Text;

namespace RasterEngine.Estimates;

/// <summary>A series as people write it down: <c>year,hectares[,standardError | low,high][,method]</c>, a row a release.</summary>
public static class SeriesTable
{
    /// <param name="file">The table, as messages call it.</param>
    /// <param name="csv">Its text, UTF-8.</param>
    /// <param name="level">Confidence of <c>low</c> and <c>high</c>.</param>
    /// <exception cref="ScanException">Not a series; the message names the line and the remedy.</exception>
    public static IReadOnlyList<SeriesPoint> Read(string file, byte[] csv, double level)
    {
        var table = CsvTable.Parse(file, Encoding.UTF8.GetString(csv));
        table.Require("year", "hectares");
        SeriesPoint[] points = [.. Enumerable.Range(0, table.RowCount).Select(row => new SeriesPoint(
            table.RequiredNumber(row, "year"), table.RequiredAmount(row, "hectares", "hectares"), Error(table, row, level), table.Text(row, "method")))];
        if (points.GroupBy(p => p.Time).FirstOrDefault(g => g.Count() > 1) is { } twins)
        {
            int row = Array.FindLastIndex(points, p => p.Time == twins.Key);
            throw table.Wrong(row, "year", "every year once; keep the release that holds");
        }

        return points.Length > 1 ? points : throw new ScanException("bad-table", $"{file}: has {points.Length} rows; expected two releases or more.");
    }

    private static double? Error(CsvTable table, int row, double level)
    {
        if (table.Text(row, "standardError").Length > 0)
        {
            return table.RequiredAmount(row, "standardError", "hectares");
        }

        return table.Number(row, "low") is not { } low || table.Number(row, "high") is not { } high ? null
            : low <= high ? SeriesPoint.ImpliedError(low, high, level)
            : throw table.Wrong(row, "low", "a lower end that is not above the upper one");
    }
}
