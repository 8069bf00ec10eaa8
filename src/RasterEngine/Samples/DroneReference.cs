using RasterEngine.Scans;

namespace RasterEngine.Samples;

/// <summary>
/// Fields digitised on a drone's orthomosaic, as a reference for drawn units (algorithms.md §16):
/// <c>{ "fields": "fields.gpkg", "class": "crop", "otherwise": "other", "footprint": "flown.gpkg", "gsdMetres": 0.03, "gcpRmseMetres": 0.08,
/// "crs": "EPSG:32633", "vertical": "EGM2008", "flightDate": "2021-08-03", "satelliteDate": "2021-08-01", "withinDays": 10, "selectedBy": "design" }</c>
/// </summary>
/// <param name="File">The document, as messages call it.</param>
/// <param name="Fields">Polygons of the class.</param>
/// <param name="Footprint">Polygons of what the orthomosaic shows.</param>
/// <param name="Class">What lies in the fields.</param>
/// <param name="Otherwise">What lies beside them.</param>
/// <param name="GroundSampleMetres">Size of the orthomosaic's pixels.</param>
/// <param name="RootMeanSquareMetres">Of the ground control points, along each axis: how far the orthomosaic may lie off.</param>
/// <param name="FlightDate">When it was flown.</param>
public sealed record DroneReference(string File, NamedFile Fields, NamedFile Footprint, string Class, string Otherwise, double GroundSampleMetres, double RootMeanSquareMetres, DateOnly FlightDate)
{
    private const int UsualDays = 10, MostDays = 60;
    private const decimal LargestMetres = 100;

    /// <exception cref="ScanException">A fact is missing without which the polygons are no reference, or the flight was not chosen by the design.</exception>
    public static DroneReference Read(string file) => Parse(file, DocumentFile.Read(file, "a document about a drone's orthomosaic"), Path.GetDirectoryName(Path.GetFullPath(file))!);

    /// <param name="file">As messages call it.</param>
    /// <param name="json">UTF-8.</param>
    /// <param name="folder">Where relative paths start.</param>
    public static DroneReference Parse(string file, ReadOnlyMemory<byte> json, string folder)
    {
        var document = DocumentObject.Parse(file, json, "a JSON object with “fields”, “footprint” and the facts of a flight");
        document.Allow(["fields", "class", "otherwise", "footprint", "gsdMetres", "gcpRmseMetres", "crs", "vertical", "flightDate", "satelliteDate", "withinDays", "selectedBy"], []);
        foreach (string fact in (string[])["crs", "vertical"])
        {
            _ = document.Text(fact) ?? throw document.Missing(fact);
        }

        (DateOnly flight, DateOnly satellite) = (Day(document, "flightDate"), Day(document, "satelliteDate"));
        int within = document.WholeNumber("withinDays", 0, MostDays) ?? UsualDays, apart = Math.Abs(flight.DayNumber - satellite.DayNumber);
        if (apart > within)
        {
            throw new ScanException("drone-date", $"{document.Field("flightDate")} is {flight:yyyy-MM-dd}, {apart} days from “satelliteDate” {satellite:yyyy-MM-dd}; expected at most {within}: fields change, so fly nearer to the satellite's date, or say with “withinDays” that these do not.");
        }

        return (document.Text("selectedBy") ?? throw document.Missing("selectedBy")) switch
        {
            "design" => new DroneReference(
                file, Polygons(document, "fields", folder), Polygons(document, "footprint", folder), document.Text("class") ?? throw document.Missing("class"), document.Text("otherwise") ?? throw document.Missing("otherwise"),
                Metres(document, "gsdMetres"), Metres(document, "gcpRmseMetres"), flight),
            "purposive" => throw new ScanException("purposive-sample", $"{document.Field("selectedBy")} is “purposive”: places flown because the crop was known there have no inclusion probability, so no area follows from them; expected “design”, units that the sample drew. Use these fields to train the map."),
            _ => throw document.Wrong("selectedBy", "“design” (flown because the sample drew the units) or “purposive”"),
        };
    }

    private static double Metres(DocumentObject document, string name)
    {
        decimal metres = document.RequiredDecimal(name);
        return metres is > 0 and <= LargestMetres ? (double)metres : throw document.Wrong(name, $"metres, above 0 and up to {LargestMetres}");
    }

    private static DateOnly Day(DocumentObject document, string name) =>
        DateOnly.TryParseExact(document.Text(name) ?? throw document.Missing(name), "yyyy-MM-dd", out DateOnly day) ? day : throw document.Wrong(name, "a day such as \"2021-08-03\"");

    private static NamedFile Polygons(DocumentObject document, string name, string folder)
    {
        string path = document.Text(name) ?? throw document.Missing(name);
        return new NamedFile(path, InputPath.Resolve(document.Field(name), path, folder));
    }
}
