using System.CommandLine;

namespace RasterEngine.Host.Cli;

/// <summary><c>explain</c>: a page about a warning or refusal code.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string?> Code = new("CODE") { Description = "The word in brackets behind a message; none lists all.", Arity = ArgumentArity.ZeroOrOne };

    public static Command Make()
    {
        var command = new Command("explain", "Explain a warning or refusal code.") { Code };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed.GetValue(Code))));
        return command;
    }

    /// <summary>Code → page, from explain.md: a heading is a code.</summary>
    public static IReadOnlyDictionary<string, string> Pages()
    {
        using Stream stream = typeof(ExplainCommand).Assembly.GetManifestResourceStream("explain.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split("\n## ")[1..].Select(page => page.Split('\n', 2)).ToDictionary(page => page[0].Trim(), page => page[1].Trim());
    }

    private static int Run(string? code)
    {
        IReadOnlyDictionary<string, string> pages = Pages();
        if (code is null)
        {
            Console.Out.WriteLine(string.Join('\n', pages.Keys.Order(StringComparer.Ordinal)));
            return ExitCode.Done;
        }

        code = code.Trim('[', ']');
        if (!pages.TryGetValue(code, out string? text))
        {
            throw new ScanException("bad-argument", $"there is no code “{code}”; raster-engine explain lists all.");
        }

        Console.Out.WriteLine($"{code}\n\n{text}");
        return ExitCode.Done;
    }
}
