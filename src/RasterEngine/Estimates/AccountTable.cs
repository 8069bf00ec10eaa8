using System.Text;
using RasterEngine.Areas;

namespace RasterEngine.Estimates;

/// <summary>Crops and eradications as people write them down: <c>field,firstSeen,lastSeen,hectares</c> and <c>id,date,field,hectares,overlapHectares</c>.</summary>
public static class AccountTable
{
    /// <param name="file">The table, as messages call it.</param>
    /// <param name="csv">Its text, UTF-8.</param>
    /// <exception cref="ScanException">Not crops; the message names the line and the remedy.</exception>
    public static IReadOnlyList<CropCycle> Cycles(string file, byte[] csv)
    {
        var table = CsvTable.Parse(file, Encoding.UTF8.GetString(csv));
        table.Require("field", "firstSeen", "lastSeen", "hectares");
        return [.. Enumerable.Range(0, table.RowCount).Select(row =>
        {
            var cycle = new CropCycle(table.RequiredText(row, "field"), table.RequiredDay(row, "firstSeen"), table.RequiredDay(row, "lastSeen"), table.RequiredAmount(row, "hectares", "hectares"));
            return cycle.FirstSeen <= cycle.LastSeen ? cycle : throw table.Wrong(row, "lastSeen", "a day that is not before “firstSeen”");
        })];
    }

    /// <param name="file">The table, as messages call it.</param>
    /// <param name="csv">Its text, UTF-8.</param>
    /// <param name="overlaps">Fields under each report's polygon (first: the field, second: the report's id); null: the table names them itself.</param>
    /// <exception cref="ScanException">Not eradications; the message names the line and the remedy.</exception>
    public static IReadOnlyList<Eradication> Eradications(string file, byte[] csv, IReadOnlyList<PolygonOverlap>? overlaps = null)
    {
        var table = CsvTable.Parse(file, Encoding.UTF8.GetString(csv));
        table.Require(overlaps is null ? ["id", "date", "field", "hectares"] : ["id", "date", "hectares"]);
        ILookup<string, PolygonOverlap>? byReport = overlaps?.ToLookup(o => o.Second);
        return [.. Enumerable.Range(0, table.RowCount).SelectMany(row => byReport is null ? [Named(table, row)] : Laid(table, row, byReport))];
    }

    private static Eradication Named(CsvTable table, int row)
    {
        double hectares = Reported(table, row);
        string field = table.Text(row, "field");
        double overlap = table.Text(row, "overlapHectares").Length > 0 ? table.RequiredAmount(row, "overlapHectares", "hectares") : hectares;
        return new Eradication(table.RequiredText(row, "id"), table.RequiredDay(row, "date"), field.Length > 0 ? field : null, hectares, Math.Min(overlap, hectares));
    }

    // A report that covers several fields is one entry a field; what it claims beyond them lies on no field.
    private static IEnumerable<Eradication> Laid(CsvTable table, int row, ILookup<string, PolygonOverlap> byReport)
    {
        (string id, DateOnly day, double left) = (table.RequiredText(row, "id"), table.RequiredDay(row, "date"), Reported(table, row));
        foreach (PolygonOverlap overlap in byReport[id])
        {
            double hectares = Math.Min(left, overlap.Hectares);
            left -= hectares;
            yield return new Eradication(id, day, overlap.First, hectares, hectares);
        }

        if (left > 0)
        {
            yield return new Eradication(id, day, null, left, 0);
        }
    }

    private static double Reported(CsvTable table, int row) => table.RequiredAmount(row, "hectares", "hectares");
}
