using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RasterEngine.Scenes;

namespace RasterEngine.Host.Cli;

/// <summary><c>inspect</c>: what the engine sees in each file, and whether it is usable.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "GeoTIFFs, or folders of them.", Arity = ArgumentArity.OneOrMore };

    public static Command Make()
    {
        var command = new Command("inspect", "Show what the engine sees in each file: place, bands, numbers, blocks, verdict.") { Files };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string[] files = parsed.GetRequiredValue(Files);
        CommandLine.RefuseUnknownOptions(files);
        FileInspection[] found = [.. files.SelectMany(Expand).Select(FileInspection.Of)];
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(found, CliJson.Default.FileInspectionArray));
        }
        else
        {
            foreach (FileInspection file in found)
            {
                Print(file);
            }
        }

        return found.Length > 0 && found.All(f => f.Usable) ? ExitCode.Done : ExitCode.Request;
    }

    private static IEnumerable<string> Expand(string path)
    {
        return !Directory.Exists(path) ? [path] : Directory.EnumerateFiles(path)
            .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".TIF" or ".TIFF" or ".JP2")
            .Order(StringComparer.Ordinal);
    }

    private static void Print(FileInspection file)
    {
        Console.Out.WriteLine(file.Path);
        if (file.Width > 0)
        {
            string size = file.PixelSize is { } p ? $", pixels of {Number(p[0])} × {Number(p[1])} {file.Unit}" : "";
            Console.Out.WriteLine($"  place: {file.Width} × {file.Height} pixels in {file.Crs ?? "no coordinate reference system"}{size}");
            Console.Out.WriteLine($"  layout: blocks of {file.Block![0]} × {file.Block[1]}, compression {file.Compression}, interleave {file.Interleave ?? "BAND"}");
            TextTable.Write(
                ["Band", "|Role", "|Type", "|Nodata", "|Scale", "|Offset", "|Mask", "|Description"],
                file.Bands!.Select(b => (string[])[b.Number.ToString(CultureInfo.InvariantCulture), b.Role ?? "?", b.PixelType, b.NoData ?? "–", b.Scale is { } s ? Number(s) : "–", b.Offset is { } o ? Number(o) : "–", b.HasMask ? "yes" : "–", b.Description]));
        }

        Console.Out.WriteLine(file.Usable ? "  usable" : $"  NOT usable [{file.Code}]: {file.Reason}");
        if (file.Usable && file.Bands!.Any(b => b.Role is null))
        {
            Console.Out.WriteLine("  bands marked ? do not state their role: name them in the document, e.g. \"bands\": { \"red\": 1, \"nir\": 4 }");
        }

        Console.Out.WriteLine();
    }

    private static string Number(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
