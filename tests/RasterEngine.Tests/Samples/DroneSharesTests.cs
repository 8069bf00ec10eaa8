using System.Globalization;
using System.Text;
using RasterEngine.Estimates;
using RasterEngine.Samples;
using Xunit;

namespace RasterEngine.Tests.Samples;

/// <summary>Fields on an orthomosaic: a rectangle whose share of every cell is known in closed form.</summary>
public sealed class DroneSharesTests : IDisposable
{
    private const double West = 359130, North = 5352340, Left = 333, Right = 1777, Top = 250, Bottom = 1234, Error = 4;

    private const string Facts = """
        { "fields": "fields.geojson", "class": "crop", "otherwise": "other", "footprint": "footprint.geojson", "gsdMetres": 0.03, "gcpRmseMetres": 4,
          "crs": "EPSG:32633", "vertical": "EGM2008", "flightDate": "2021-08-03", "satelliteDate": "2021-08-01", "selectedBy": "design" }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly SampleFolder sample;

    public DroneSharesTests()
    {
        var map = new SyntheticMap(300, 200, (c, r) => c < 150 ? 1 : 2);
        SampleDesign design = SampleDesignDocument.Parse("design.json", """{ "target": "crop", "definition": "sown", "size": 120, "unit": { "cellMetres": 50 } }"""u8.ToArray(), folder.Path);
        SamplePublication.Run("design.json", design, map.Open(folder["map.tif"]), folder["sample"], 1, (_, _) => { }, CancellationToken.None);
        sample = SampleFolder.Open(folder["sample"]);
        Write("fields.geojson", Left, Top, Right, Bottom);
        Write("footprint.geojson", 0, 0, 2500, 2000);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Shares_AreThoseOfTheRectangle_OfUnitsThatWereFlown()
    {
        var shares = DroneShares.Of(sample, Drone(Facts));

        Assert.Equal(Enumerable.Range(1, 120).Where(u => sample.UnitPlaces[u - 1].Column < 50), shares.Labels.Select(l => l.Unit));
        Assert.All(shares.Labels, l => Assert.Equal(Share(l.Unit, 0, 0), l.Shares![0], 1e-4));
        Assert.All(shares.Moved[0].Plus, l => Assert.Equal(Share(l.Unit, Error, 0), l.Shares![0], 1e-4));
        Assert.All(shares.Moved[0].Minus, l => Assert.Equal(Share(l.Unit, -Error, 0), l.Shares![0], 1e-4));
        Assert.All(shares.Moved[1].Plus, l => Assert.Equal(Share(l.Unit, 0, Error), l.Shares![0], 1e-4));
        Assert.All(shares.Moved[1].Minus, l => Assert.Equal(Share(l.Unit, 0, -Error), l.Shares![0], 1e-4));
        Assert.Contains(shares.Labels, l => l.Shares![0] is > 0.1 and < 0.9);
    }

    [Fact]
    public void StandardError_HoldsSamplingAndGeolocation()
    {
        Write("footprint.geojson", 0, 0, 3000, 2000);
        var shares = DroneShares.Of(sample, Drone(Facts));
        LabelledSample labels = LabelledSample.Of(sample.Design, shares.Labels);
        SampleEstimate sampling = SampleEstimate.Of(sample, labels, new EstimateOptions());
        SampleEstimate both = SampleEstimate.Of(sample, labels, new EstimateOptions(), null, [.. shares.Moved.Select(m => (LabelledSample.Of(sample.Design, m.Plus), LabelledSample.Of(sample.Design, m.Minus)))]);

        // By hand: Σ A·ȳ of the rectangle's shares, moved along each axis.
        double Area(double east, double north) => sample.Design.Strata.Select((s, h) => (double)s.Hectares * Enumerable.Range(1, 120).Where(u => sample.UnitStrata[u - 1] == h).Average(u => Share(u, east, north))).Sum();
        double here = Area(0, 0), variance = ((Math.Pow(Area(Error, 0) - here, 2) + Math.Pow(Area(-Error, 0) - here, 2)) / 2) + ((Math.Pow(Area(0, Error) - here, 2) + Math.Pow(Area(0, -Error) - here, 2)) / 2);

        Assert.Equal(here, sampling.Target.Hectares!.Value, 0.02);
        Assert.True(variance > 0);
        Assert.Equal(Math.Sqrt(Math.Pow(sampling.Target.StandardError!.Value, 2) + variance), both.Target.StandardError!.Value, 0.01);
        Assert.True(both.Target.Interval!.Value.Low < sampling.Target.Interval!.Value.Low && both.Target.Interval.Value.High > sampling.Target.Interval.Value.High);
        Assert.Contains("drone-geolocation", both.Warnings.Select(w => w.Code));
    }

    [Theory]
    [InlineData("\"gcpRmseMetres\": 4,", "", "missing-field", "gcpRmseMetres")]
    [InlineData("\"gsdMetres\": 0.03,", "", "missing-field", "gsdMetres")]
    [InlineData("\"vertical\": \"EGM2008\",", "", "missing-field", "vertical")]
    [InlineData("2021-08-03", "2021-09-03", "drone-date", "33 days")]
    [InlineData("\"selectedBy\": \"design\"", "\"selectedBy\": \"purposive\"", "purposive-sample", "inclusion probability")]
    [InlineData("\"gcpRmseMetres\": 4,", "\"gcpRmseMetres\": 30,", "drone-unit", "50 m")]
    [InlineData("\"class\": \"crop\"", "\"class\": \"poppy\"", "class-unknown", "crop, other")]
    public void Flight_IsRefused_WhenAFactIsMissingOrForbids(string found, string instead, string code, string words)
    {
        ScanException e = Assert.Throws<ScanException>(() => DroneShares.Of(sample, Drone(Facts.Replace(found, instead, StringComparison.Ordinal))));

        Assert.Equal(code, e.Code);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    private DroneReference Drone(string json) => DroneReference.Parse("drone.json", Encoding.UTF8.GetBytes(json), folder.Path);

    // Metres east and south of the map's corner.
    private void Write(string name, double left, double top, double right, double bottom)
    {
        string Place(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"[{West + x},{North - y}]");
        File.WriteAllText(folder[name], "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::32633\"}},\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[["
            + string.Join(',', Place(left, top), Place(right, top), Place(right, bottom), Place(left, bottom), Place(left, top)) + "]]}}]}");
    }

    private double Share(int unit, double east, double north)
    {
        (int column, int row) = sample.UnitPlaces[unit - 1];
        double x = Math.Clamp(Math.Min(Right + east, (column + 1) * 50) - Math.Max(Left + east, column * 50), 0, 50);
        double y = Math.Clamp(Math.Min(Bottom - north, (row + 1) * 50) - Math.Max(Top - north, row * 50), 0, 50);
        return x * y / 2500;
    }
}
