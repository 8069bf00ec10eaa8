using System.Text;

namespace RasterEngine.Estimates;

/// <summary>Segments as people write them down: <c>stratum,mapped,reference</c> a row a labelled segment; strata <c>[ { "name", "units", "mappedMean" } ]</c>.</summary>
public static class SegmentTable
{
    private const string Quantity = "hectares in the segment, or a share of it";

    /// <param name="tableFile">The table, as messages call it.</param>
    /// <param name="csv">Its text, UTF-8.</param>
    /// <param name="strataFile">The strata, as messages call them.</param>
    /// <param name="strataJson">UTF-8.</param>
    /// <exception cref="ScanException">Not segments; the message names the line and the remedy.</exception>
    public static (IReadOnlyList<SegmentStratum> Strata, IReadOnlyList<Segment> Segments) Read(string tableFile, byte[] csv, string strataFile, ReadOnlyMemory<byte> strataJson)
    {
        SegmentStratum[] strata = [.. DocumentObject.ParseList(strataFile, strataJson, "a list of strata, [ { \"name\": \"A\", \"units\": 6809, \"mappedMean\": 29.5 } ]").Select(Stratum)];
        StratumDocument.RefuseTwins(strataFile, [.. strata.Select(s => new Stratum(s.Name, 0))]);
        var table = CsvTable.Parse(tableFile, Encoding.UTF8.GetString(csv));
        table.Require("stratum", "mapped", "reference");
        var segments = new List<Segment>();
        for (int row = 0; row < table.RowCount; row++)
        {
            string name = table.RequiredText(row, "stratum");
            int stratum = Array.FindIndex(strata, s => s.Name == name);
            segments.Add(stratum >= 0
                ? new Segment(stratum, table.RequiredAmount(row, "mapped", Quantity), table.RequiredAmount(row, "reference", Quantity))
                : throw new ScanException("unknown-stratum", $"{table.Place(row)}: stratum “{name}” is not in {strataFile}, so the segment was not drawn from it; correct the name, or add the stratum with its size."));
        }

        return strata.Length > 0 ? (strata, segments) : throw new ScanException("no-area", $"{strataFile}: has no strata; expected one entry a stratum.");
    }

    private static SegmentStratum Stratum(DocumentObject entry)
    {
        entry.Allow(["name", "units", "mappedMean"], []);
        string name = entry.Text("name") ?? throw entry.Missing("name");
        decimal units = entry.RequiredDecimal("units");
        return units >= 1 && units <= long.MaxValue && decimal.IsInteger(units)
            ? new SegmentStratum(name, (long)units, (double?)entry.Decimal("mappedMean") ?? double.NaN)
            : throw entry.Wrong("units", $"a whole number of segments, 1 or more, for stratum “{name}”");
    }
}
