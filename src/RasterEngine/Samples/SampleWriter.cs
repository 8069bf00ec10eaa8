using System.Globalization;
using System.Text;
using System.Text.Json;
using RasterEngine.Gdal;

namespace RasterEngine.Samples;

/// <summary>Writes a sample in the forms that people and labelling tools read (contract.md §5). Those for interpreters are blind: no stratum, no map class.</summary>
internal static class SampleWriter
{
    public const string SampleName = "sample.csv", OutlinesName = "sample.geojson", CollectEarthOnlineName = "ceo-plots.csv", AcatamaName = "acatama-points.geojson";

    // 1e-8 degrees are a millimetre.
    private const string Degrees = "0.########", Metres = "0.####";

    public static void Write(SamplePlan plan, SampleUnits sample, string folder)
    {
        File.WriteAllText(Path.Combine(folder, SampleName), Table(plan, sample));
        File.WriteAllText(Path.Combine(folder, CollectEarthOnlineName), CollectEarthOnline(sample));
        WriteOutlines(plan, sample, Path.Combine(folder, OutlinesName));
        WritePoints(sample, Path.Combine(folder, AcatamaName));
    }

    private static string Table(SamplePlan plan, SampleUnits sample)
    {
        var text = new StringBuilder("unit,stratum,column,row,x,y,lon,lat,inclusionProbability,maskSha256\n");
        string map = sample.Frame.Map.Sha256, format = sample.Frame.Map.Grid.IsGeographic ? "0.##########" : Metres;
        Dictionary<int, SampleStratum> strata = plan.Strata.ToDictionary(s => s.Index);
        foreach (SampleUnit unit in sample.Units)
        {
            SampleStratum stratum = strata[unit.Drawn.Stratum];
            Window place = sample.Frame.Unit(unit.Drawn.Unit);
            text.Append(CultureInfo.InvariantCulture, $"{unit.Number},{CsvText.Cell(stratum.Name)},{place.Column},{place.Row},{unit.Centre.X.ToString(format, CultureInfo.InvariantCulture)},{unit.Centre.Y.ToString(format, CultureInfo.InvariantCulture)},");
            text.Append(CultureInfo.InvariantCulture, $"{unit.World.X.ToString(Degrees, CultureInfo.InvariantCulture)},{unit.World.Y.ToString(Degrees, CultureInfo.InvariantCulture)},{stratum.InclusionProbability:R},{map}\n");
        }

        return text.ToString();
    }

    private static string CollectEarthOnline(SampleUnits sample)
    {
        var text = new StringBuilder("LON,LAT,PLOTID\n");
        foreach (SampleUnit unit in sample.Units)
        {
            text.Append(CultureInfo.InvariantCulture, $"{unit.World.X.ToString(Degrees, CultureInfo.InvariantCulture)},{unit.World.Y.ToString(Degrees, CultureInfo.InvariantCulture)},{unit.Number}\n");
        }

        return text.ToString();
    }

    // The outline of every unit is what has to be judged, not its middle.
    private static void WriteOutlines(SamplePlan plan, SampleUnits sample, string path) => WriteFeatures(path, sample, null, (writer, unit) =>
    {
        SampleStratum stratum = plan.Strata.First(s => s.Index == unit.Drawn.Stratum);
        Window place = sample.Frame.Unit(unit.Drawn.Unit);
        writer.WriteStartObject("properties");
        writer.WriteNumber("unit", unit.Number);
        writer.WriteString("stratum", stratum.Name);
        writer.WriteNumber("column", place.Column);
        writer.WriteNumber("row", place.Row);
        writer.WriteNumber("inclusionProbability", stratum.InclusionProbability);
        writer.WriteEndObject();
        writer.WriteStartObject("geometry");
        writer.WriteString("type", "Polygon");
        writer.WriteStartArray("coordinates");
        writer.WriteStartArray();

        // RFC 7946 wants outer rings anticlockwise.
        foreach (int corner in (int[])[0, 3, 2, 1, 0])
        {
            WritePlace(writer, unit.Corners[corner], 9);
        }

        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    // AcATaMa lays points on its map, so they are in the map's own CRS where that has a code.
    private static void WritePoints(SampleUnits sample, string path)
    {
        string? code = sample.Frame.Map.Grid.SpatialReference.Code is { } c && c.StartsWith("EPSG:", StringComparison.Ordinal) ? c["EPSG:".Length..] : null;
        WriteFeatures(path, sample, code, (writer, unit) =>
        {
            writer.WriteStartObject("properties");
            writer.WriteNumber("id", unit.Number);
            writer.WriteEndObject();
            writer.WriteStartObject("geometry");
            writer.WriteString("type", "Point");
            writer.WritePropertyName("coordinates");
            WritePlace(writer, code is null ? unit.World : unit.Centre, 9);
            writer.WriteEndObject();
        });
    }

    private static void WriteFeatures(string path, SampleUnits sample, string? code, Action<Utf8JsonWriter, SampleUnit> write)
    {
        using FileStream file = File.Create(path);
        using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = false });
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        if (code is not null)
        {
            writer.WriteStartObject("crs");
            writer.WriteString("type", "name");
            writer.WriteStartObject("properties");
            writer.WriteString("name", $"urn:ogc:def:crs:EPSG::{code}");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteStartArray("features");
        foreach (SampleUnit unit in sample.Units)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "Feature");
            write(writer, unit);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, Place place, int digits)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(Math.Round(place.X, digits));
        writer.WriteNumberValue(Math.Round(place.Y, digits));
        writer.WriteEndArray();
    }
}
