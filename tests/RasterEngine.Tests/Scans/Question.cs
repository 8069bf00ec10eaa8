using System.Text;
using System.Text.Json;
using RasterEngine.Publication;
using RasterEngine.Scans;

namespace RasterEngine.Tests.Scans;

/// <summary>A scan document made for one test, and its answer.</summary>
internal static class Question
{
    /// <summary>Runs a document whose relative paths start in a folder.</summary>
    public static (ScanResult Result, ReportDocument Report) Run(TemporaryFolder folder, string document, int workers = 2, string output = "out") =>
        ScanPublication.Run(Parse(folder, document), folder[output], workers, _ => { }, CancellationToken.None);

    public static Scan Parse(TemporaryFolder folder, string document) => ScanDocument.Parse("scan.json", Encoding.UTF8.GetBytes(document), folder.Path, "test");

    /// <summary>The code with which a document is refused.</summary>
    public static string Refusal(TemporaryFolder folder, string document) =>
        Xunit.Assert.Throws<ScanException>(() => Run(folder, document)).Code;

    /// <summary>before.tif and after.tif, red 1, NIR 2, T 0.4, D 0.15, with more fields of each scene and of the document.</summary>
    public static string Pair(string more = "", string before = "", string after = "") => $$"""
        { "before": { "date": "2020-06-01", "path": "before.tif", "bands": { "red": 1, "nir": 2 }{{before}} },
          "after": { "date": "2021-06-01", "path": "after.tif", "bands": { "red": 1, "nir": 2 }{{after}} },
          "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 }{{more}} }
        """;

    /// <summary>Four classes and their pixels, in the order of their values.</summary>
    public static long[] Pixels(this ReportDocument report) => [.. report.Classes.Select(c => c.Pixels)];

    /// <summary>GeoJSON of rectangles in the lattice of <see cref="SyntheticScene"/>, by columns and rows.</summary>
    public static string Rectangles(params (string Id, double Left, double Top, double Right, double Bottom)[] rectangles)
    {
        string features = string.Join(",", rectangles.Select(r => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $$$"""{"type":"Feature","properties":{"name":"{{{r.Id}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{X(r.Left)}}},{{{Y(r.Top)}}}],[{{{X(r.Right)}}},{{{Y(r.Top)}}}],[{{{X(r.Right)}}},{{{Y(r.Bottom)}}}],[{{{X(r.Left)}}},{{{Y(r.Bottom)}}}],[{{{X(r.Left)}}},{{{Y(r.Top)}}}]]]}}""")));
        return $$$"""{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32633"}},"features":[{{{features}}}]}""";

        static double X(double column) => 359130 + (10 * column);
        static double Y(double row) => 5352340 - (10 * row);
    }

    /// <summary>report.json of a result, as others read it.</summary>
    public static JsonElement Json(TemporaryFolder folder, string output = "out") => JsonDocument.Parse(File.ReadAllText(folder[$"{output}/report.json"])).RootElement;
}
