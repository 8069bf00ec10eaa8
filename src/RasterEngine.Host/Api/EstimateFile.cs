using System.Globalization;
using System.Text;
using nietras.SeparatedValues;

namespace RasterEngine.Host.Api;

/// <summary>Rows as a table to download.</summary>
internal static class EstimateFile
{
    /// <summary>UTF-8 with a byte order mark, by which spreadsheets tell it; a text that a spreadsheet would run as a formula gets an apostrophe.</summary>
    public static byte[] Csv(IReadOnlyList<EstimateRow> rows)
    {
        using SepWriter writer = Sep.New(',').Writer(o => o with { Escape = true }).ToText();
        foreach (EstimateRow row in rows)
        {
            using SepWriter.Row line = writer.NewRow();
            foreach ((string name, object? value) in row.Properties)
            {
                line[name].Set(value switch { null => "", string text => Harmless(text), IFormattable number => number.ToString(null, CultureInfo.InvariantCulture), _ => value.ToString() ?? "" });
            }
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(writer.ToString())];
    }

    /// <summary>Columns with the type that files give them; those of estimates alone are numbers too.</summary>
    public static IReadOnlyList<(string Name, Type Type)> Columns { get; } =
    [
        .. new EstimateRow { Id = "", JobId = "", ScanId = "", Name = "", Statistic = "", Value = 0, Evidence = "" }.Properties
            .Select(p => (p.Name, p.Name is "value" or "cv" or "low" or "high" or "level" or "observedShare" ? typeof(double) : p.Name is "n" or "revision" ? typeof(long) : typeof(string))),
    ];

    private static string Harmless(string text) => text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;
}
