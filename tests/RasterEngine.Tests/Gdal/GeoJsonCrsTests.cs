using System.Net;
using System.Net.Sockets;
using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

/// <summary>A GeoJSON file may name its coordinate reference system (GeoJSON 2008 §3); libgdal alone would fetch addresses and guess.</summary>
public sealed class GeoJsonCrsTests
{
    private const string Square = """{ "type": "Polygon", "coordinates": [ [ [1,2],[3,2],[3,4],[1,2] ] ]%CRS% }""";

    [Theory]
    [InlineData("urn:ogc:def:crs:EPSG::32633", "EPSG:32633")]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326")]
    [InlineData("EPSG:3857", "EPSG:3857")]
    public void NamedCrs_IsThatOfTheZones(string name, string code)
    {
        using var folder = new TemporaryFolder();
        using VectorFile file = VectorFile.Open(Write(folder, Named(name)));
        Assert.Equal(code, file.SpatialReference!.Code);
    }

    [Theory]
    [InlineData("EPSG:999999", "999999")]
    [InlineData("foo:bar", "foo:bar")]
    [InlineData("/etc/passwd", "/etc/passwd")]
    [InlineData("http://127.0.0.1:1/crs", "http://127.0.0.1:1/crs")]
    public void UnknownName_IsRefused_NotTakenForLongitudeAndLatitude(string name, string word)
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, Named(name));
        Assert.Contains(word, Assert.Throws<GdalException>(() => VectorFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("of the file, first")]
    [InlineData("of the file, last")]
    [InlineData("of a geometry")]
    [InlineData("beyond the first buffer")]
    [InlineData("after a byte order mark")]
    public void Address_IsRefused_AndNotFetched(string where)
    {
        using var folder = new TemporaryFolder();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        string crs = $$$"""{ "type": "link", "properties": { "href": "http://127.0.0.1:{{{((IPEndPoint)server.LocalEndpoint).Port}}}/crs.wkt", "type": "ogcwkt" } }""";
        string path = where switch
        {
            "of the file, last" => Write(folder, null, $$""", "crs": {{crs}}"""),
            "of a geometry" => Write(folder, null, "", $$""", "crs": {{crs}}"""),
            "beyond the first buffer" => Write(folder, null, $$""", "note": "{{new string('x', 300_000)}}", "crs": {{crs}}"""),
            "after a byte order mark" => Write(folder, crs, mark: "\uFEFF"),
            _ => Write(folder, crs),
        };
        Assert.Contains("not looked up", Assert.Throws<GdalException>(() => VectorFile.Open(path)).Message, StringComparison.Ordinal);
        Assert.False(server.Pending());
    }

    [Fact]
    public void WordAmongAFeaturesProperties_MeansNothing()
    {
        using var folder = new TemporaryFolder();
        using VectorFile file = VectorFile.Open(Write(folder, null, properties: """{ "crs": { "type": "link" }, "name": "a" }"""));
        Assert.Equal("EPSG:4326", file.SpatialReference!.Code);
        Assert.NotNull(file.Next("name"));
    }

    private static string Named(string name) => $$"""{ "type": "name", "properties": { "name": "{{name}}" } }""";

    private static string Write(TemporaryFolder folder, string? crs, string afterFeatures = "", string afterCoordinates = "", string properties = "{}", string mark = "")
    {
        string first = crs is null ? "" : $"\"crs\": {crs}, ";
        string geometry = Square.Replace("%CRS%", afterCoordinates, StringComparison.Ordinal);
        File.WriteAllText(folder["a.geojson"], $$"""{{mark}}{ "type": "FeatureCollection", {{first}}"features": [ { "type": "Feature", "properties": {{properties}}, "geometry": {{geometry}} } ]{{afterFeatures}} }""");
        return folder["a.geojson"];
    }
}
