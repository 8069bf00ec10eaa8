using System.Text;

namespace RasterEngine.Estimates;

/// <summary>Units that were labelled at two dates: <c>stratum,before,after[,weight]</c>, a row a unit; a class “A → B” is A before and B after.</summary>
public static class ChangeTable
{
    /// <summary>Between the two classes of a pair.</summary>
    public const string Arrow = " → ";

    /// <param name="file">The table, as messages call it.</param>
    /// <param name="csv">Its text, UTF-8.</param>
    /// <param name="strataFile">The strata, as messages call them.</param>
    /// <param name="strataJson">UTF-8.</param>
    /// <returns>A panel whose classes are pairs of classes.</returns>
    /// <exception cref="ScanException">Not such a table; the message names the line and the remedy.</exception>
    public static PanelReading Read(string file, byte[] csv, string strataFile, ReadOnlyMemory<byte> strataJson)
    {
        var table = CsvTable.Parse(file, Encoding.UTF8.GetString(csv));
        table.Require("stratum", "before", "after");
        var pairs = new StringBuilder("unit,stratum,map,reference,weight\n");
        for (int row = 0; row < table.RowCount; row++)
        {
            string before = table.Text(row, "before"), after = table.Text(row, "after");
            string pair = before.Length > 0 && after.Length > 0 ? before + Arrow + after : "";
            pairs.AppendJoin(',', new[] { table.Text(row, "unit"), table.RequiredText(row, "stratum"), "", pair, table.Text(row, "weight") }.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
        }

        return PanelTable.Read(file, Encoding.UTF8.GetBytes(pairs.ToString()), strataFile, strataJson);
    }

    /// <summary>The change of one class.</summary>
    /// <param name="panel">From <see cref="Read"/>.</param>
    /// <param name="name">The class.</param>
    /// <param name="level">Confidence.</param>
    public static ChangeEstimate Change(Panel panel, string name, double level)
    {
        ArgumentNullException.ThrowIfNull(panel);
        int[] before = [.. Pairs(panel).Where(p => p.Before == name).Select(p => p.Index)], after = [.. Pairs(panel).Where(p => p.After == name).Select(p => p.Index)];
        return ChangeEstimator.SamePanel(panel, g => before.Sum(c => g.Reference[c]), g => after.Sum(c => g.Reference[c]), level);
    }

    /// <summary>Classes met at either date.</summary>
    public static IReadOnlyList<string> Classes(Panel panel) => [.. Pairs(panel).SelectMany(p => new[] { p.Before, p.After }).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<(int Index, string Before, string After)> Pairs(Panel panel) => panel.Classes.Select((c, i) => (i, c.Split(Arrow)[0], c.Split(Arrow)[^1]));
}
