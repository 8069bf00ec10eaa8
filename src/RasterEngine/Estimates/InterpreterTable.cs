using System.Text;

namespace RasterEngine.Estimates;

/// <summary>Labels of several interpreters as people write them down: <c>unit,stratum,interpreter,reference[,map]</c>, a row a label.</summary>
public sealed class InterpreterTable
{
    private readonly List<(string Unit, string Stratum, string Map)> units = [];
    private readonly List<string> interpreters = [];
    private readonly Dictionary<(string Unit, string Interpreter), string> answers = [];
    private readonly string strataFile;
    private readonly ReadOnlyMemory<byte> strataJson;
    private readonly string file;

    private InterpreterTable(string file, string strataFile, ReadOnlyMemory<byte> strataJson) => (this.file, this.strataFile, this.strataJson) = (file, strataFile, strataJson);

    public IReadOnlyList<string> Interpreters => interpreters;

    /// <summary>A row a unit, a label an interpreter; null where one did not answer.</summary>
    public InterpreterLabels Labels => new(interpreters, [.. units.Select(u => (IReadOnlyList<string?>)[.. interpreters.Select(i => answers.GetValueOrDefault((u.Unit, i)))])]);

    /// <summary>Names of the units, in the order of <see cref="Labels"/>.</summary>
    public IReadOnlyList<string> Units => [.. units.Select(u => u.Unit)];

    /// <param name="file">The table, as messages call it.</param>
    /// <param name="csv">Its text, UTF-8.</param>
    /// <param name="strataFile">The strata, as messages call them.</param>
    /// <param name="strataJson">UTF-8.</param>
    /// <exception cref="ScanException">Not such a table; the message names the line and the remedy.</exception>
    public static InterpreterTable Read(string file, byte[] csv, string strataFile, ReadOnlyMemory<byte> strataJson)
    {
        var table = CsvTable.Parse(file, Encoding.UTF8.GetString(csv));
        table.Require("unit", "stratum", "interpreter", "reference");
        var reading = new InterpreterTable(file, strataFile, strataJson);
        var places = new Dictionary<string, (string Stratum, string Map)>();
        for (int row = 0; row < table.RowCount; row++)
        {
            string unit = table.RequiredText(row, "unit"), interpreter = table.RequiredText(row, "interpreter");
            (string Stratum, string Map) place = (table.RequiredText(row, "stratum"), table.Text(row, "map"));
            if (places.TryAdd(unit, place))
            {
                reading.units.Add((unit, place.Stratum, place.Map));
            }
            else if (places[unit] != place)
            {
                throw table.Wrong(row, "stratum", $"“{places[unit].Stratum}” and the map class “{places[unit].Map}”, as in the first row of unit “{unit}”");
            }

            if (!reading.interpreters.Contains(interpreter))
            {
                reading.interpreters.Add(interpreter);
            }

            if (table.Text(row, "reference") is { Length: > 0 } reference && !reading.answers.TryAdd((unit, interpreter), reference))
            {
                throw new ScanException("unit-twice", $"{table.Place(row)}: “{interpreter}” labels unit “{unit}” a second time; keep one label.");
            }
        }

        return reading.interpreters.Count > 1 ? reading : throw table.Wrong(0, "interpreter", "two interpreters or more; labels of one belong into --panel");
    }

    /// <summary>What one interpreter's labels say; units without an answer are non-response.</summary>
    public PanelReading By(string interpreter) => Panel(u => answers.GetValueOrDefault((u, interpreter)));

    /// <summary>What the units say that all agree on. For comparison only: leaving the others out breaks the inclusion probabilities.</summary>
    public PanelReading Agreed() => Panel(u => interpreters.Select(i => answers.GetValueOrDefault((u, i))).Distinct().ToArray() is [{ } only] ? only : null);

    private PanelReading Panel(Func<string, string?> answer)
    {
        var text = new StringBuilder("unit,stratum,map,reference\n");
        foreach ((string unit, string stratum, string map) in units)
        {
            text.AppendJoin(',', new[] { unit, stratum, map, answer(unit) ?? "" }.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
        }

        return PanelTable.Read(file, Encoding.UTF8.GetBytes(text.ToString()), strataFile, strataJson);
    }
}
