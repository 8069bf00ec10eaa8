using System.Globalization;
using nietras.SeparatedValues;

namespace RasterEngine;

/// <summary>A CSV table (RFC 4180; comma, semicolon or tab) whose first row names its columns; refusals name the file, the row and the column.</summary>
internal sealed class CsvTable
{
    private readonly string[] columns;
    private readonly List<string[]> rows = [];
    private readonly List<int> lines = [];

    private CsvTable(string file, string[] columns) => (File, this.columns) = (file, columns);

    /// <summary>The table, as messages call it.</summary>
    public string File { get; }

    public IReadOnlyList<string> Columns => columns;

    public int RowCount => rows.Count;

    /// <summary>Reads a whole table; blank rows are left out.</summary>
    /// <param name="file">The table, as messages call it.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="ScanException">Not a table: no heading, a column named twice, a row of another number of columns.</exception>
    public static CsvTable Parse(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using SepReader reader = Sep.Reader(o => o with { Unescape = true, Trim = SepTrim.All, DisableColCountCheck = true }).FromText(text.TrimStart('\uFEFF').TrimEnd());
            var table = new CsvTable(file, [.. reader.Header.ColNames]);
            foreach (SepReader.Row row in reader)
            {
                string[] cells = new string[row.ColCount];
                for (int i = 0; i < cells.Length; i++)
                {
                    cells[i] = row[i].ToString();
                }

                if (cells.All(c => c.Length == 0))
                {
                    continue;
                }

                table.rows.Add(cells.Length == table.columns.Length ? cells : throw new ScanException("bad-table", $"{file}: line {row.LineNumberFrom} has {cells.Length} cells; expected {table.columns.Length}, one a column: {string.Join(", ", table.columns)}."));
                table.lines.Add(row.LineNumberFrom);
            }

            return table.columns.Length > 0 ? table : throw new ScanException("bad-table", $"{file}: is empty; expected a first row that names the columns.");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new ScanException("bad-table", $"{file}: is not a table with a first row of different column names: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    public bool Has(string column) => Array.IndexOf(columns, column) >= 0;

    /// <summary>Refuses when a column is missing.</summary>
    public void Require(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!Has(name))
            {
                throw new ScanException("missing-column", $"{File}: has no column “{name}”; found {string.Join(", ", columns.Select(c => $"“{c}”"))}, expected {string.Join(", ", names.ToArray().Select(c => $"“{c}”"))}.");
            }
        }
    }

    /// <summary>A cell without surrounding blanks; empty where the table has no such column.</summary>
    /// <param name="row">From 0, the heading not counted.</param>
    /// <param name="column">A heading.</param>
    public string Text(int row, string column)
    {
        int index = Array.IndexOf(columns, column);
        return index < 0 ? "" : rows[row][index];
    }

    /// <summary>A cell that must not be empty.</summary>
    /// <inheritdoc cref="Text"/>
    public string RequiredText(int row, string column) => Text(row, column) is { Length: > 0 } text ? text : throw Wrong(row, column, "a text that is not empty");

    /// <summary>A finite number; null where the cell is empty.</summary>
    /// <inheritdoc cref="Text"/>
    public double? Number(int row, string column)
    {
        string text = Text(row, column);
        return text.Length == 0 ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
            : throw Wrong(row, column, "a number (with a point for decimals)");
    }

    /// <inheritdoc cref="Number"/>
    public double RequiredNumber(int row, string column) => Number(row, column) ?? throw Wrong(row, column, "a number");

    /// <summary>A day, 2021-03-01.</summary>
    /// <inheritdoc cref="Text"/>
    public DateOnly RequiredDay(int row, string column) =>
        DateOnly.TryParseExact(Text(row, column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : throw Wrong(row, column, "a day, such as 2021-03-01");

    /// <summary>A number of 0 or more.</summary>
    /// <inheritdoc cref="Text"/>
    public double RequiredAmount(int row, string column, string what) => RequiredNumber(row, column) is >= 0 and var amount ? amount : throw Wrong(row, column, $"{what}, 0 or more");

    /// <summary>Where a row stands, as an editor counts lines.</summary>
    public string Place(int row) => $"{File}: line {lines[row].ToString(CultureInfo.InvariantCulture)}";

    public ScanException Wrong(int row, string column, string expected) =>
        new("bad-cell", $"{Place(row)}: “{column}” is {(Text(row, column) is { Length: > 0 } text ? $"“{text}”" : "empty")}; expected {expected}.");
}
