using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using RasterEngine.Masks;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>fields</c>: classes of a result become polygons.</summary>
internal static class FieldsCommand
{
    private static readonly Argument<string> Map = new("REPORT.json") { Description = "A result's report.json, or a GeoTIFF of classes." };
    private static readonly Option<string[]> Class = new("--class") { Description = "Class, by name or number; several are kept apart. Left out: all that the map names.", HelpName = "CLASS", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Out = new("--out") { Description = "The file: .gpkg, .geojson or .fgb.", HelpName = "FILE", Required = true };
    private static readonly Option<int> Band = new("--band") { Description = "Band of the map, from 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<decimal> MinimumHectares = new("--minimum-hectares") { Description = "Leave smaller fields out; 0 keeps all.", HelpName = "HA", DefaultValueFactory = _ => 0.03m };
    private static readonly Option<int> Connectivity = new("--connectivity") { Description = "4: fields hang together by edges; 8: by corners too.", HelpName = "N", DefaultValueFactory = _ => 8 };
    private static readonly Option<double> Simplify = new("--simplify") { Description = "How far outlines may leave the pixels' edges, in pixels: 0 to less than 1.", HelpName = "PIXELS", DefaultValueFactory = _ => 0.95 };
    private static readonly Option<string> Scan = new("--scan") { Description = "The scan document that the report answers: adds the index inside every field.", HelpName = "SCAN.json" };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "No progress." };

    public static Command Make()
    {
        var command = new Command("fields", "Write fields of a result as polygons: outlines, hectares, centres, dates, index.")
        {
            Map, Class, Out, Band, MinimumHectares, Connectivity, Simplify, Scan, Quiet,
        };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        FieldRequest request = Request(parsed);
        using var cancel = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        FieldsDocument? written = null;
        ProgressDisplay.Show(parsed.GetValue(Quiet), "fields", progress => written = FieldExport.Run(request, progress, cancel.Token));
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(written!, ReportJson.Default.FieldsDocument));
        }
        else
        {
            Print(written!);
        }

        return ExitCode.Done;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            cancel.Cancel();
        }
    }

    private static FieldRequest Request(ParseResult parsed)
    {
        string map = parsed.GetRequiredValue(Map), file = parsed.GetRequiredValue(Out);
        CommandLine.RefuseUnknownOptions([map]);
        decimal hectares = parsed.GetValue(MinimumHectares);
        double simplify = parsed.GetValue(Simplify);
        int connectivity = parsed.GetValue(Connectivity), band = parsed.GetValue(Band);
        return file.Length == 0 ? throw new ScanException("bad-argument", "--out is empty; expected a .gpkg, .geojson or .fgb file.")
            : hectares is < 0m or > 1_000_000m ? throw new ScanException("bad-argument", string.Create(CultureInfo.InvariantCulture, $"--minimum-hectares is {hectares}; expected 0 or more."))
            : connectivity is not (4 or 8) ? throw new ScanException("bad-argument", $"--connectivity is {connectivity}; expected 4 or 8.")
            : band < 1 ? throw new ScanException("bad-argument", $"--band is {band}; expected a band number, counted from 1.")
            : !(simplify is >= 0 and < 1) ? throw new ScanException("bad-argument", string.Create(CultureInfo.InvariantCulture, $"--simplify is {simplify}; expected 0 or more and less than 1 pixel: from there on an outline could pass over a neighbour."))
            : new FieldRequest(map, file)
            {
                Classes = parsed.GetValue(Class) ?? [],
                Band = band,
                Unit = new MinimumMappingUnit(hectares, (Masks.Connectivity)connectivity),
                Simplify = simplify,
                Scan = parsed.GetValue(Scan),
            };
    }

    private static void Print(FieldsDocument written)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written.Fields:#,##0} fields of {written.MinimumHectares} ha and more in {written.Path}"));
        Console.Out.WriteLine();
        TextTable.Write(
            ["|Class", "Fields", "Pixels", "Hectares", "Left out, ha"],
            written.Classes.Select(c => (string[])
            [
                c.Name is null ? Number(c.Value) : $"{Number(c.Value)} {c.Name}", Number(c.Fields), Number(c.InFields.Pixels),
                c.InFields.Hectares.ToString("#,##0.00", CultureInfo.InvariantCulture), c.LeftOut.Hectares.ToString("#,##0.00", CultureInfo.InvariantCulture),
            ]));
        Console.Out.WriteLine("  hectares are mapped, true ground area; with those left out they are all that the map has of the class");
        if (written.SimplifiedBy > 0)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  outlines are simplified by up to {written.SimplifiedBy} pixel; the hectares are not (outline_ha is the drawn outline's area)"));
        }

        static string Number(long value) => value.ToString("#,##0", CultureInfo.InvariantCulture);
    }
}
