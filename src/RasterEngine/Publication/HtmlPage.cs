using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace RasterEngine.Publication;

/// <summary>What every report.html is made of: one file that asks for nothing from outside, with a head, warnings, tables and notes.</summary>
internal abstract class HtmlPage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    /// <summary>What was written so far.</summary>
    protected StringBuilder Html { get; } = new();

    /// <summary>Begins the page.</summary>
    protected void Head(string title, string subtitle, bool review)
    {
        using Stream css = typeof(HtmlPage).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(css);
        Html.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<title>").Append(Text(title)).Append("</title><style>").Append(reader.ReadToEnd()).Append("</style></head><body>")
            .Append("<h1>").Append(Text(title)).Append("</h1><p class=\"sub\">").Append(Text(subtitle)).Append("</p>");
        if (review)
        {
            Html.Append("<p class=\"warning\"><b>For review.</b> Look at the warnings before any of these numbers is quoted.</p>");
        }
    }

    protected void Warnings(IEnumerable<WarningEntry> warnings)
    {
        foreach (WarningEntry warning in warnings)
        {
            Html.Append(CultureInfo.InvariantCulture, $"<p class=\"warning\">{Text(warning.Message)} <code>{Text(warning.Code)}</code></p>");
        }
    }

    /// <summary>Begins a table. A cell that begins with | is text, not a number.</summary>
    protected void Open(string heading, params IReadOnlyList<string> columns)
    {
        Html.Append("<h2>").Append(Text(heading)).Append("</h2><div class=\"scroll\"><table><thead><tr>");
        foreach (string column in columns)
        {
            Html.Append(column.StartsWith('|') ? "<th class=\"text\">" : "<th>").Append(Text(column.TrimStart('|'))).Append("</th>");
        }

        Html.Append("</tr></thead><tbody>");
    }

    protected void Row(params IReadOnlyList<string> cells) => Row(false, cells);

    /// <param name="isRule">The row of the rule that holds, among others beside it.</param>
    /// <param name="cells">As in <see cref="Open"/>.</param>
    protected void Row(bool isRule, params IReadOnlyList<string> cells)
    {
        Html.Append(isRule ? "<tr class=\"rule\">" : "<tr>");
        foreach (string cell in cells)
        {
            Html.Append(cell.StartsWith('|') ? "<td class=\"text\">" : "<td>").Append(Text(cell.TrimStart('|'))).Append("</td>");
        }

        Html.Append("</tr>");
    }

    /// <summary>Ends a table, with a note below it where there is one.</summary>
    protected void Close(string note)
    {
        Html.Append("</tbody></table></div>");
        if (note.Length > 0)
        {
            Html.Append("<p class=\"note\">").Append(Text(note)).Append("</p>");
        }
    }

    /// <summary>Ends the page.</summary>
    protected string End() => Html.Append("</body></html>\n").ToString();

    // Names come from documents: everything is encoded.
    protected static string Text(string text) => Encoder.Encode(text);

    protected static string Hectares(decimal hectares) => hectares.ToString("#,##0.00", CultureInfo.InvariantCulture);
}
