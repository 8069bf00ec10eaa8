using System.Text;

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
    /// <exception cref="ScanException">Not eradications; the message names the line and the remedy.</exception>
    public static IReadOnlyList<Eradication> Eradications(string file, byte[] csv)
    {
        var table = CsvTable.Parse(file, Encoding.UTF8.GetString(csv));
        table.Require("id", "date", "field", "hectares");
        return [.. Enumerable.Range(0, table.RowCount).Select(row =>
        {
            double hectares = table.RequiredAmount(row, "hectares", "hectares");
            string field = table.Text(row, "field");
            double overlap = table.Text(row, "overlapHectares").Length > 0 ? table.RequiredAmount(row, "overlapHectares", "hectares") : hectares;
            return new Eradication(table.RequiredText(row, "id"), table.RequiredDay(row, "date"), field.Length > 0 ? field : null, hectares, Math.Min(overlap, hectares));
        })];
    }
}
