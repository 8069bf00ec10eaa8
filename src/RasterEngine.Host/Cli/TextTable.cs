using System.Text;
using Spectre.Console;

namespace RasterEngine.Host.Cli;

/// <summary>A table on stdout, at its natural width when nobody's terminal limits it.</summary>
internal static class TextTable
{
    /// <summary>Columns whose heading begins with | are text and stand left.</summary>
    public static void Write(string[] headings, IEnumerable<string[]> rows)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = Console.IsOutputRedirected ? new Redirected() : new AnsiConsoleOutput(Console.Out) });
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

    // Nobody's terminal, so the system is not asked how large it is.
    private sealed class Redirected : IAnsiConsoleOutput
    {
        public TextWriter Writer => Console.Out;

        public bool IsTerminal => false;

        public int Width => 200;

        public int Height => 50;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
