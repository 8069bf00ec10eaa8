using System.Text;

namespace RasterEngine.Estimates;

/// <summary>A panel as people write it down (contract.md §5): a row a unit, and the strata beside.</summary>
public sealed class PanelTable
{
    private readonly CsvTable table;
    private readonly Dictionary<string, int> strata;
    private readonly Dictionary<string, int> firstLine = [];

    private PanelTable(CsvTable table, IReadOnlyList<Stratum> strata) => (this.table, this.strata) = (table, strata.Select((s, i) => (s.Name, i)).ToDictionary(p => p.Name, p => p.i));

    /// <summary>Units whose reference is empty: asked for and not answered.</summary>
    public long NonResponses { get; private set; }

    /// <summary>Labels and where they were found, in the table's order; the empty reference is left out.</summary>
    private List<(int Stratum, string Map, string Reference, double Weight, string Zone)> Units { get; } = [];

    /// <param name="tableFile">The table, as messages call it: <c>stratum,map,reference[,weight][,zone][,unit]</c>.</param>
    /// <param name="csv">Its text, UTF-8.</param>
    /// <param name="strataFile">The strata, as messages call them: <c>[ { "name", "units" | "hectares" } ]</c>.</param>
    /// <param name="strataJson">UTF-8.</param>
    /// <exception cref="ScanException">Not a panel; the message names the line and the remedy.</exception>
    public static PanelReading Read(string tableFile, byte[] csv, string strataFile, ReadOnlyMemory<byte> strataJson)
    {
        bool areaKnown = true;
        Stratum[] strata = [.. DocumentObject.ParseList(strataFile, strataJson, "a list of strata, [ { \"name\": \"A\", \"units\": 40000 } ]").Select(StratumDocument.Read)];
        StratumDocument.RefuseTwins(strataFile, strata);
        if (strata.Length == 0)
        {
            throw new ScanException("no-area", $"{strataFile}: has no strata; expected one entry a stratum.");
        }

        if (strata.Any(s => double.IsNaN(s.Hectares)))
        {
            areaKnown = false;
            strata = [.. strata.Select(s => double.IsNaN(s.Hectares) ? s with { Hectares = s.Units!.Value } : throw new ScanException("bad-area", $"{strataFile}: stratum “{s.Name}” has hectares and another has none; give “hectares” or “unitHectares” to all strata or to none."))];
        }

        var reading = new PanelTable(CsvTable.Parse(tableFile, Encoding.UTF8.GetString(csv)), strata);
        reading.ReadRows(strataFile);
        return new PanelReading(reading.Panel(strata), areaKnown, reading.NonResponses);
    }

    private void ReadRows(string strataFile)
    {
        table.Require("stratum", "map", "reference");
        for (int row = 0; row < table.RowCount; row++)
        {
            string stratum = table.RequiredText(row, "stratum");
            if (!strata.TryGetValue(stratum, out int index))
            {
                throw new ScanException("unknown-stratum", $"{table.Place(row)}: stratum “{stratum}” is not in {strataFile}, so the unit was not drawn from it; expected one of {string.Join(", ", strata.Keys.Select(k => $"“{k}”"))}. Correct the name, or add the stratum with its size.");
            }

            RefuseTwin(row);
            if (table.Text(row, "reference").Length == 0)
            {
                NonResponses++;
                continue;
            }

            double weight = table.Number(row, "weight") ?? 1;
            Units.Add((index, table.Text(row, "map"), table.Text(row, "reference"), weight > 0 ? weight : throw table.Wrong(row, "weight", "a number above 0: the inverse of the unit's inclusion probability"), table.Text(row, "zone")));
        }
    }

    private void RefuseTwin(int row)
    {
        string unit = table.Text(row, "unit");
        if (unit.Length > 0 && !firstLine.TryAdd(unit, row))
        {
            throw new ScanException("unit-twice", $"{table.Place(row)}: unit “{unit}” stands there a second time (first at {table.Place(firstLine[unit])}); keep one label a unit, the adjudicated one.");
        }
    }

    private Panel Panel(Stratum[] sized)
    {
        string[] classes = [.. Units.Select(u => u.Reference).Concat(Units.Select(u => u.Map)).Where(c => c.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        string[] zones = [.. Units.Select(u => u.Zone).Where(z => z.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        var groups = Units.GroupBy(u => u).Select(g => new UnitGroup(
            g.Key.Stratum,
            g.Key.Map.Length > 0 ? Array.IndexOf(classes, g.Key.Map) : null,
            UnitGroup.Whole(Array.IndexOf(classes, g.Key.Reference), classes.Length),
            g.LongCount(),
            g.Key.Weight,
            g.Key.Zone.Length > 0 ? Array.IndexOf(zones, g.Key.Zone) : null));
        return new Panel(sized, classes, [.. groups], zones);
    }
}
