using Spectre.Console;

namespace RasterEngine.Host.Cli;

/// <summary>A table on stdout, at its natural width when nobody's terminal limits it.</summary>
internal static class TextTable
{
    /// <summary>Columns whose heading begins with | are text and stand left.</summary>
    public static void Write(string[] headings, IEnumerable<string[]> rows)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 200;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (string heading in headings)
        {
            table.AddColumn(new TableColumn(Markup.Escape(heading.TrimStart('|'))) { Alignment = heading.StartsWith('|') ? Justify.Left : Justify.Right, NoWrap = !heading.StartsWith('|') });
        }

        foreach (string[] row in rows)
        {
            table.AddRow([.. row.Select(cell => Markup.Escape(Printable.Of(cell)))]);
        }

        console.Write(table);
    }
}
