using System.CommandLine;
using RasterEngine.Gdal;

namespace RasterEngine.Host.Cli;

/// <summary>The verbs, and the one place where failures become a sentence and an exit code.</summary>
internal static class CommandLine
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document instead of a table.", Recursive = true };

    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "With stack traces.", Recursive = true };

    public static int Run(string[] args)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        var root = new RootCommand("Hectares of vegetated land, gained and lost between two dates of satellite scenes.")
        {
            ScanCommand.Make(),
            FieldsCommand.Make(),
            MonitorCommand.Make(),
            SampleCommand.Make(),
            EstimateCommand.Make(),
            CompareCommand.Make(),
            TrendCommand.Make(),
            ProductionCommand.Make(),
            AccountCommand.Make(),
            InterpretersCommand.Make(),
            InspectCommand.Make(),
            ServeCommand.Serve(),
            ServeCommand.Work(),
            ServeCommand.Migrate(),
            KeysCommand.Make(),
            ChildCommand.Make(),
            SampleChildCommand.Make(),
            PixelChildCommand.Make(),
            LayerChildCommand.Make(),
            PackageChildCommand.Make(),
            DoctorCommand.Make(),
            ExplainCommand.Make(),
            Json,
            Verbose,
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            string found = parsed.UnmatchedTokens.Count > 0 ? $"“{parsed.UnmatchedTokens[0]}” is not a verb or option" : parsed.Errors[0].Message.TrimEnd('.');
            return Fail(ExitCode.Request, found + $" (raster-engine {parsed.CommandResult.Command.Name} --help shows what there is).".Replace("raster-engine raster-engine", "raster-engine", StringComparison.Ordinal));
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Runs a verb's work and turns what it throws into a sentence on stderr.</summary>
    public static int Guard(ParseResult parsed, Func<int> work)
    {
        bool verbose = parsed.GetValue(Verbose);
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.Cancelled, "cancelled; this scan wrote nothing.");
        }
        catch (ScanException e)
        {
            return Fail(ExitCode.Request, $"{e.Message} [{e.Code}]", verbose ? e : null);
        }
        catch (Exception e) when (e is GdalException or IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCode.Machine, FullPlace.Code(e) is { } code ? $"{e.Message} [{code}]" : e.Message, verbose ? e : null);
        }
#pragma warning disable CA1031 // The face catches once: whatever it is, the caller gets a sentence and an exit code, never a crash.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Fail(ExitCode.Machine, $"{e.Message} (this is a fault of the program; --verbose shows where)", verbose ? e : null);
        }
    }

    /// <summary>The parser takes a misspelt option for a file's name; a scan with it left out would answer another question.</summary>
    public static void RefuseUnknownOptions(IEnumerable<string> files)
    {
        if (files.FirstOrDefault(f => f.StartsWith('-')) is { } option)
        {
            throw new ScanException("bad-argument", $"“{option}” is not an option; --help shows what there is (a file of that name is written ./{option}).");
        }
    }

    private static int Fail(int code, string sentence, Exception? detail = null)
    {
        // A sentence is one line, whatever its paths and names hold.
        Console.Error.WriteLine($"error: {Printable.Of(sentence)}");
        if (detail is not null)
        {
            Console.Error.WriteLine(detail);
        }

        return code;
    }
}
