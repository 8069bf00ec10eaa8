using System.Globalization;
using System.Text;
using RasterEngine.Gdal;

namespace RasterEngine.Samples;

/// <summary>Reads labels as people and labelling tools leave them: our own CSV, Collect Earth Online's download, AcATaMa's saved file.</summary>
public static class LabelTable
{
    private const string Unit = "unit", Reference = "reference", AcatamaId = "ID", AcatamaLabel = "Is labeled as";

    // A Shapefile's field names end after ten letters.
    private const string AcatamaShort = "Is labeled";

    // As Collect Earth Online has called the number it was given, newest first.
    private static readonly string[] PlotNumbers = ["pl_plotid", "plotid", "plot_id"], People = ["email", "user_id", "interpreter", "username"];

    /// <param name="file">As written.</param>
    /// <param name="words">What labels mean.</param>
    /// <param name="labelColumn">Collect Earth Online's question; null for the other kinds.</param>
    /// <exception cref="ScanException">Not a table of labels.</exception>
    public static IReadOnlyList<UnitLabel> Read(string file, LabelWords words, string? labelColumn = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(words);
        return Path.GetExtension(file).ToUpperInvariant() is ".GPKG" or ".SHP"
            ? Acatama(file, words)
            : Parse(file, Encoding.UTF8.GetString(DocumentFile.Read(file, "a table of labels")), words, labelColumn);
    }

    /// <param name="file">As messages call it.</param>
    /// <param name="text">The table's text.</param>
    /// <param name="words">What labels mean.</param>
    /// <param name="labelColumn">Collect Earth Online's question; null for the other kinds.</param>
    public static IReadOnlyList<UnitLabel> Parse(string file, string text, LabelWords words, string? labelColumn)
    {
        ArgumentNullException.ThrowIfNull(words);
        var table = CsvTable.Parse(file, text);
        if (labelColumn is not null)
        {
            table.Require(labelColumn);
            string number = PlotNumbers.Select(n => Column(table, n)).FirstOrDefault(c => c is not null)
                ?? throw new ScanException("missing-column", $"{file}: has no column of plot numbers; found {string.Join(", ", table.Columns.Select(c => $"“{c}”"))}, expected “plotid” as Collect Earth Online writes it.");
            string? person = People.Select(n => Column(table, n)).FirstOrDefault(c => c is not null), flagged = Column(table, "flagged");
            return OnePerPlot([.. Rows(table, words, number, labelColumn, person, null, row => flagged is not null && table.Text(row, flagged).Equals("true", StringComparison.OrdinalIgnoreCase))]);
        }

        if (Column(table, AcatamaLabel) is { } label && Column(table, AcatamaId) is { } id)
        {
            return [.. Rows(table, words, id, label, null, null, _ => false)];
        }

        if (!table.Has(Unit) && PlotNumbers.Any(n => Column(table, n) is not null))
        {
            throw new ScanException("missing-column", $"{file}: looks like a download of Collect Earth Online; expected --label-column with the question that was answered, one of {string.Join(", ", table.Columns.Select(c => $"“{c}”"))}.");
        }

        table.Require(Unit, Reference);
        return [.. Rows(table, words, Unit, Reference, Column(table, "interpreter"), Column(table, "date"), _ => false)];
    }

    private static IEnumerable<UnitLabel> Rows(CsvTable table, LabelWords words, string unit, string label, string? person, string? date, Func<int, bool> isLeftOut)
    {
        for (int row = 0; row < table.RowCount; row++)
        {
            string place = table.Place(row);
            yield return new UnitLabel(
                Number(table.RequiredText(row, unit), place, unit),
                isLeftOut(row) ? null : words.Shares(table.Text(row, label), place),
                person is null ? "" : table.Text(row, person),
                date is null ? "" : table.Text(row, date),
                place);
        }
    }

    private static int Number(string text, string place, string column) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && real == Math.Floor(real) && real is >= 0 and < int.MaxValue ? (int)real
        : throw new ScanException("bad-cell", $"{place}: “{column}” is “{text}”; expected the number of a unit, as in sample.csv.");

    private static string? Column(CsvTable table, string name) => table.Columns.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase));

    // A plot of several sample points has a row for each: they must agree, for a unit has one label from one interpreter.
    private static List<UnitLabel> OnePerPlot(List<UnitLabel> rows)
    {
        var labels = new List<UnitLabel>();
        foreach (IGrouping<(int, string), UnitLabel> plot in rows.GroupBy(r => (r.Unit, r.Interpreter)))
        {
            UnitLabel first = plot.First();
            labels.Add(plot.FirstOrDefault(p => !SameShares(p.Shares, first.Shares)) is not { } other ? first : throw new ScanException(
                "plot-of-several", $"{other.Place}: plot {other.Unit} has sample points with different labels from one interpreter; expected one sample point a plot (in Collect Earth Online: samples per plot 1, at the centre)."));
        }

        return labels;
    }

    private static List<UnitLabel> Acatama(string file, LabelWords words)
    {
        string full = Path.GetFullPath(file);
        if (!File.Exists(full))
        {
            throw new ScanException("missing-file", $"{file}: there is no such file; expected AcATaMa's saved labels.");
        }

        try
        {
            string[] names = Names(full);
            string id = names.FirstOrDefault(n => n.Equals(AcatamaId, StringComparison.OrdinalIgnoreCase)) ?? throw Missing(file, names);
            string label = names.FirstOrDefault(n => n is AcatamaLabel or AcatamaShort) ?? throw Missing(file, names);
            List<string> ids = Texts(full, id), labels = Texts(full, label);
            return [.. ids.Select((text, i) =>
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"{file}: feature {i + 1}");
                return new UnitLabel(Number(text, place, id), words.Shares(labels[i], place), "", "", place);
            })];
        }
        catch (GdalException e)
        {
            throw new ScanException("labels-unreadable", $"{file}: cannot be read as AcATaMa's saved labels ({e.GdalMessage.TrimEnd('.')}).", e);
        }

        static string[] Names(string path)
        {
            using var vector = VectorFile.Open(path);
            return [.. vector.FieldNames];
        }

        static ScanException Missing(string file, string[] names) =>
            new("missing-column", $"{file}: has no fields “{AcatamaId}” and “{AcatamaLabel}”; found {string.Join(", ", names.Select(n => $"“{n}”"))}, expected labels saved by AcATaMa with thematic classes.");
    }

    // One field at a time: features come in the same order each time.
    private static List<string> Texts(string path, string field)
    {
        using var vector = VectorFile.Open(path);
        var texts = new List<string>();
        while (vector.Next(field) is { } feature)
        {
            texts.Add(feature.Text ?? "");
        }

        return texts;
    }

    internal static bool SameShares(IReadOnlyList<double>? a, IReadOnlyList<double>? b) => a is null || b is null ? a is null && b is null : a.SequenceEqual(b);
}
