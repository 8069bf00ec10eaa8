using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using nietras.SeparatedValues;
using RasterEngine.Gdal;

namespace RasterEngine.Host.Api;

/// <summary>Rows as files to download: CSV and GeoPackage.</summary>
internal static class EstimateFile
{
    private const int Wgs84 = 4326;

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

    /// <summary>One layer, made in a file of our own that is gone afterwards.</summary>
    public static byte[] GeoPackage(IReadOnlyList<EstimateRow> rows, string folder)
    {
        string path = Path.Combine(folder, $"{Guid.NewGuid():N}.gpkg");
        try
        {
            VectorField[] fields = [.. Columns(rows).Select(c => new VectorField(c.Name, c.Type))];
            using (VectorWriter writer = VectorWriter.Create(path, "estimates", SpatialReference.FromEpsg(Wgs84), fields))
            {
                foreach (EstimateRow row in rows)
                {
                    writer.Add([.. row.Properties.Select(p => p.Value switch { decimal number => (double)number, int number => (long)number, var other => other })], Polygons(row.Geometry));
                }

                writer.Close();
            }

            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Columns with the type that files give them; those of estimates alone are numbers too.</summary>
    public static IEnumerable<(string Name, Type Type)> Columns(IReadOnlyList<EstimateRow> rows) =>
        new EstimateRow { Id = "", JobId = "", ScanId = "", Name = "", Statistic = "", Value = 0, Evidence = "" }.Properties
            .Select(p => (p.Name, p.Name is "value" or "cv" or "low" or "high" or "observedShare" ? typeof(double) : p.Name is "n" or "revision" ? typeof(long) : typeof(string)));

    // Polygon, or MultiPolygon.
    private static List<IReadOnlyList<VectorRing>> Polygons(JsonNode? geometry)
    {
        JsonArray? coordinates = geometry?["coordinates"] as JsonArray;
        JsonNode?[] polygons = geometry?["type"]?.GetValue<string>() == "MultiPolygon" ? [.. coordinates!] : coordinates is null ? [] : new JsonNode?[] { coordinates };
        return [.. polygons.Select(p => (IReadOnlyList<VectorRing>)[.. ((JsonArray)p!).Select(r => Ring((JsonArray)r!))])];

        static VectorRing Ring(JsonArray ring) => new([.. ring.Select(p => p![0]!.GetValue<double>())], [.. ring.Select(p => p![1]!.GetValue<double>())]);
    }

    private static string Harmless(string text) => text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;
}
