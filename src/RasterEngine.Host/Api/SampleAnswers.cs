using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RasterEngine.Estimates;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>What was said of a sample, put side by side by <see cref="InterpreterLabels"/>.</summary>
internal sealed class SampleAnswers
{
    private readonly IReadOnlyList<UnitLabelRow> rows;

    public SampleAnswers(IReadOnlyList<UnitLabelRow> rows, int units)
    {
        this.rows = rows;
        Interpreters = [.. rows.Select(r => r.Interpreter).Where(i => i != UnitLabelRow.Adjudicated).Distinct().Order(StringComparer.Ordinal)];
        string?[][] table = [.. Enumerable.Range(0, units).Select(_ => new string?[Interpreters.Count])];
        foreach (UnitLabelRow row in rows.Where(r => r.Interpreter != UnitLabelRow.Adjudicated))
        {
            table[row.Unit - 1][Interpreters.ToList().IndexOf(row.Interpreter)] = row.Reference;
        }

        Labels = new InterpreterLabels(Interpreters, table);
    }

    public IReadOnlyList<string> Interpreters { get; }

    public InterpreterLabels Labels { get; }

    public int Labelled(string interpreter) => rows.Count(r => r.Interpreter == interpreter);

    public bool IsDisputed(int unit) => Labels.Disagreements.Contains(unit - 1);

    /// <summary>One person's answers by unit.</summary>
    public JsonObject Of(string interpreter) =>
        new(rows.Where(r => r.Interpreter == interpreter).Select(r => KeyValuePair.Create(r.Unit.ToString(CultureInfo.InvariantCulture), (JsonNode?)r.Reference)));

    /// <summary>All answers as “estimate --labels” reads them.</summary>
    public static string Csv(IEnumerable<UnitLabelRow> rows)
    {
        var text = new StringBuilder("unit,reference,interpreter\n");
        foreach (UnitLabelRow label in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{label.Unit},{Cell(label.Reference ?? "")},{Cell(label.Interpreter)}\n");
        }

        return text.ToString();
    }

    /// <summary>Units to be adjudicated still, with the answers that differ but not whose they are.</summary>
    public JsonArray Open()
    {
        HashSet<int> settled = [.. rows.Where(r => r.Interpreter == UnitLabelRow.Adjudicated).Select(r => r.Unit)];
        return new JsonArray([.. Labels.Disagreements.Select(i => i + 1).Where(u => !settled.Contains(u)).Select(u => (JsonNode)new JsonObject
        {
            ["unit"] = u,
            ["said"] = new JsonArray([.. Labels.Labels[u - 1].Where(r => r is not null).Distinct().Order(StringComparer.Ordinal).Select(r => (JsonNode?)r)]),
        })]);
    }

    // Names of keys and classes may hold what a table or a spreadsheet takes for its own.
    private static string Cell(string text)
    {
        string safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\n\r") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
