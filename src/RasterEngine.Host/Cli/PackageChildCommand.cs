using System.CommandLine;
using System.Text.Json.Nodes;
using RasterEngine.Gdal;
using RasterEngine.Host.Api;
using RasterEngine.Host.Jobs;

namespace RasterEngine.Host.Cli;

/// <summary><c>package-child</c>, for the service alone: rows as a GeoPackage, in a process of its own, because only children load libgdal.</summary>
internal static class PackageChildCommand
{
    public const string Name = "package-child", FileName = "estimates.gpkg";

    private const int Wgs84 = 4326;

    private static readonly Argument<string> Rows = new("ROWS.json") { Description = "GeoJSON features of estimates." };
    private static readonly Option<string> Out = new("--out") { Required = true };
    private static readonly Option<string[]> Within = new("--within") { Required = true };

    public static Command Make()
    {
        var command = new Command(Name, "Rows of the service as a GeoPackage, in a process of its own.") { Rows, Out, Within };
        command.Hidden = true;
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        ChildCommand.EndWithParent();
        GdalLibrary.EnsureLoaded();
        ChildLimits.ApplyFromEnvironment();
        string folder = Directory.CreateDirectory(parsed.GetRequiredValue(Out)).FullName;
        JsonArray features = JsonNode.Parse(File.ReadAllBytes(parsed.GetRequiredValue(Rows)))!.AsArray();
        VectorField[] fields = [.. EstimateFile.Columns.Select(c => new VectorField(c.Name, c.Type))];
        using VectorWriter writer = VectorWriter.Create(Path.Combine(folder, FileName), "estimates", SpatialReference.FromEpsg(Wgs84), fields);
        foreach (JsonNode? feature in features)
        {
            writer.Add([.. fields.Select(f => Value(feature!["properties"]![f.Name], f.Type))], Polygons(feature!["geometry"]));
        }

        writer.Close();
        return ExitCode.Done;
    }

    private static object? Value(JsonNode? value, Type type) => value is null ? null : type == typeof(double) ? value.GetValue<double>() : type == typeof(long) ? value.GetValue<long>() : value.GetValue<string>();

    // Polygon, or MultiPolygon.
    private static List<IReadOnlyList<VectorRing>> Polygons(JsonNode? geometry)
    {
        JsonArray? coordinates = geometry?["coordinates"] as JsonArray;
        JsonNode?[] polygons = geometry?["type"]?.GetValue<string>() == "MultiPolygon" ? [.. coordinates!] : coordinates is null ? [] : new JsonNode?[] { coordinates };
        return [.. polygons.Select(p => (IReadOnlyList<VectorRing>)[.. ((JsonArray)p!).Select(r => Ring((JsonArray)r!))])];

        static VectorRing Ring(JsonArray ring) => new([.. ring.Select(p => p![0]!.GetValue<double>())], [.. ring.Select(p => p![1]!.GetValue<double>())]);
    }
}
