using RasterEngine.Gdal;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Scenes across the 180° meridian and near the poles: compared right where a map goes on, refused where it ends.</summary>
public sealed class EdgeOfTheMapTests
{
    // The place 180° E, 40° N in the UTM zones 60 and 1, in which it lies 3° beside the central meridian: by PROJ, and symmetric as it must be.
    private const double EastingIn60 = 756099.648, EastingIn1 = 243900.352, Northing = 4432069.0569;

    // A square of 4 km a side around that place in either zone.
    private static readonly SyntheticScene Square = new(0, 0, 400, 400, (_, _) => (2000, 2400));

    [Fact]
    public void TwoUtmZones_AreCompared_AcrossTheMeridian()
    {
        using TemporaryFolder folder = Pair();
        (_, ReportDocument report) = Question.Run(folder, Question.Pair(""", "grid": { "like": "before" }"""));

        // Two squares of side s about one centre, one turned by θ, have 2 s² / (1 + sin θ + cos θ) in common. θ is twice the meridian convergence,
        // tan γ = tan 3° sin 40°, and lengths are 1.00039 times those on the ground.
        double turn = 2 * Math.Atan(Math.Tan(3 * Math.PI / 180) * Math.Sin(40 * Math.PI / 180));
        double common = 2 * 1600 / (1 + Math.Sin(turn) + Math.Cos(turn)) / (1.00039 * 1.00039);
        Assert.Equal(common, (double)report.Classes[1].Hectares, common * 1e-3);
        Assert.Equal(report.Observed, new ExtentEntry(report.Classes[1].Pixels, report.Classes[1].Hectares));
    }

    [Fact]
    public void Zones_AreFound_OnBothSidesOfTheMeridian()
    {
        using TemporaryFolder folder = Pair();
        static string Box(string id, double west, double east) => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $$$"""{"type":"Feature","properties":{"name":"{{{id}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{west}}},39.995],[{{{east}}},39.995],[{{{east}}},40.005],[{{{west}}},40.005],[{{{west}}},39.995]]]}}""");
        File.WriteAllText(folder["zones.geojson"], $$"""{"type":"FeatureCollection","features":[{{Box("west", 179.99, 180)}},{{Box("east", -180, -179.99)}}]}""");
        (_, ReportDocument report) = Question.Run(folder, Question.Pair(""", "grid": { "like": "before" }, "zones": { "path": "zones.geojson", "id": "name", "coverage": "exact" }"""));

        // A hundredth of a degree squared at 40°: 111.0348 km × 85.3936 km a degree.
        Assert.All(report.Zones, zone => Assert.Equal(1.110348 * 0.853936 * 100, (double)zone.Hectares!.Value, 0.05));
    }

    [Theory]
    [InlineData("""{ "crs": "EPSG:3857", "pixelSize": [10, 10] }""")]
    [InlineData("""{ "crs": "EPSG:4326", "pixelSize": [0.0001, 0.0001] }""")]
    [InlineData("""{ "crs": "EPSG:6933", "pixelSize": [10, 10] }""")]
    public void Grid_IsRefused_WhoseMapEndsThere(string grid)
    {
        using TemporaryFolder folder = Pair();
        Assert.Equal("antimeridian", Question.Refusal(folder, Question.Pair($", \"grid\": {grid}")));
    }

    [Theory]
    [InlineData(179.99, 41, 0.001, "antimeridian")]
    [InlineData(-180.02, 41, 0.001, "antimeridian")]
    [InlineData(359, 41, 0.001, "antimeridian")]
    [InlineData(10, 84.02, 0.001, "polar")]
    [InlineData(10, -83.99, 0.001, "polar")]
    [InlineData(179.98, 41, 0.001, null)]
    [InlineData(-180, -83.9, 0.001, null)]
    public void DegreeScene_IsRefused_BeyondTheEdges(double west, double north, double pixel, string? code)
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["before.tif", "after.tif"])
        {
            using Dataset dataset = Dataset.Create(folder[name], "GTiff", 20, 20, 2, PixelType.UInt16);
            dataset.SetGeoTransform(new GeoTransform(west, pixel, 0, north, 0, -pixel));
            dataset.SetSpatialReference(SpatialReference.FromEpsg(4326));
            dataset.Band(1).Write<int>(new Window(0, 0, 20, 20), [.. Enumerable.Repeat(500, 400)]);
            dataset.Band(2).Write<int>(new Window(0, 0, 20, 20), [.. Enumerable.Repeat(4000, 400)]);
            dataset.Close();
        }

        Assert.Equal(code, FileInspection.Of(folder["before.tif"]).Code);
        if (code is not null)
        {
            Assert.Equal(code, Question.Refusal(folder, Question.Pair()));
            return;
        }

        (_, ReportDocument report) = Question.Run(folder, Question.Pair());
        Assert.Equal([400L, 0, 0, 0], report.Pixels());
    }

    private static TemporaryFolder Pair()
    {
        var folder = new TemporaryFolder();
        double south = 5352340 - (Northing + 2000);
        (Square with { SpatialReference = SpatialReference.FromEpsg(32660), Shift = (EastingIn60 - 2000 - 359130, south) }).Write(folder["before.tif"]);
        (Square with { SpatialReference = SpatialReference.FromEpsg(32601), Shift = (EastingIn1 - 2000 - 359130, south), Ground = (_, _) => (500, 4000) }).Write(folder["after.tif"]);
        return folder;
    }
}
