using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Host.Cli;

/// <summary><c>inspect</c>: what the engine sees in each file, and whether it is usable.</summary>
internal static class InspectCommand
{
    private const int MostBands = 24;
    private static readonly string[] Extensions = [".tif", ".tiff", ".jp2", ".gpkg", ".geojson", ".shp"];

    private static readonly Argument<string[]> Files = new("FILE") { Description = "GeoTIFF or JPEG 2000 files, polygons (GeoPackage, GeoJSON, Shapefile), folders of them, Sentinel-2 .SAFE or Landsat folders, STAC Items.", Arity = ArgumentArity.OneOrMore };

    public static Command Make()
    {
        var command = new Command("inspect", "Show what the engine sees in each file or product: place, dates, bands, numbers, blocks, verdict, and the entry for a scan document.") { Files };
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

    // A product is one scene; any other folder is its rasters and polygons.
    private static IEnumerable<string> Expand(string path)
    {
        string full = Path.GetFullPath(path);
        return !Directory.Exists(path) || Sentinel2Product.IsOne(full) || LandsatProduct.IsOne(full) ? [path] : Directory.EnumerateFiles(path)
            .Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
    }

    private static void Print(FileInspection file)
    {
        Console.Out.WriteLine(Printable.Of(file.Path));
        if (file.Width > 0)
        {
            string size = file.PixelSize is { } p ? $", pixels of {Number(p[0])} × {Number(p[1])} {file.Unit}" : "";
            string area = file.PixelSquareMetres is { } a ? $", {a.ToString(a < 1 ? "0.######" : "#,##0.##", CultureInfo.InvariantCulture)} m² on the ground in the middle" : "";
            Console.Out.WriteLine($"  what: {file.Kind}{(file.Date is { } date ? $", {date}" : ", no date in its metadata or name")}");
            Console.Out.WriteLine($"  place: {file.Width} × {file.Height} pixels in {file.Crs ?? "no coordinate reference system"}{size}{area}{(file.SouthUp ? "; rows run northwards" : "")}");
            Console.Out.WriteLine($"  layout: blocks of {file.Block![0]} × {file.Block[1]}, compression {file.Compression}, interleave {file.Interleave ?? "BAND"}{Cost(file)}");
            if (file.Metadata is { } metadata)
            {
                Console.Out.WriteLine($"  metadata: {metadata}");
            }

            TextTable.Write(
                ["Band", "|Role", "|Type", "|Nodata", "|Scale", "|Offset", "|Mask", "|Description"],
                file.Bands!.Take(MostBands).Select(b => (string[])[b.Number.ToString(CultureInfo.InvariantCulture), b.Quality ?? b.Role ?? "?", b.PixelType, b.NoData ?? "–", b.Scale is { } s ? Number(s) : "–", b.Offset is { } o ? Number(o) : "–", b.HasMask ? "yes" : "–", b.Description]));
            if (file.Bands!.Count > MostBands)
            {
                Console.Out.WriteLine($"  the first {MostBands} of {file.Bands.Count} bands; all with --json");
            }
        }

        if (file.Polygons is { } polygons)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  what: {file.Kind}: {polygons.Features:#,##0} features, {polygons.Polygons:#,##0} polygons, {polygons.Vertices:#,##0} vertices in {file.Crs}"));
            Console.Out.WriteLine($"  fields: {(polygons.Fields.Count == 0 ? "none" : Printable.Of(string.Join(", ", polygons.Fields)))}");
        }

        Console.Out.WriteLine(!file.Usable ? $"  NOT usable [{file.Code}]: {Printable.Of(file.Reason!)}"
            : file.SouthUp ? "  usable with \"grid\": { \"like\": \"before\", \"resampling\": \"nearest\" } in the document, because its rows run northwards"
            : "  usable");
        if (file is { Usable: true, Bands: [{ Role: BandRoles.Index }, _, ..] stack } && stack.All(b => b.Role == BandRoles.Index))
        {
            Console.Out.WriteLine("  every band is a date of its own: the entry is that of band 1");
        }
        else if (file is { Usable: true, Bands: { } bands } && bands.Any(b => b.Role is null && b.Quality is null))
        {
            Console.Out.WriteLine("  bands marked ? do not state their role: name them in the document, e.g. \"bands\": { \"red\": 1, \"nir\": 4 }");
        }

        if (file.Entry is { } entry)
        {
            Console.Out.WriteLine($"  entry: {entry}");
        }

        Console.Out.WriteLine();
    }

    private static string Cost(FileInspection file)
    {
        string bands = file.DecodingFactor is > 1 and { } factor ? $": all {file.Bands!.Count} bands are decoded to read {(factor < file.Bands!.Count ? "two" : "one")}, {Number(factor)} times the work" : "";
        string reader = file.ReaderReason is { } why ? $"; read through libgdal, because {why}" : "";
        return bands + reader + (bands + reader == "" || !file.Usable ? "" : "; gdal_translate -co TILED=YES -co INTERLEAVE=BAND -co COMPRESS=DEFLATE -co PREDICTOR=2 makes a faster copy");
    }

    private static string Number(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
