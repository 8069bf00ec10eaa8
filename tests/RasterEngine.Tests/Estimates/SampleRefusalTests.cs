using System.Text;
using RasterEngine.Estimates;
using Xunit;

namespace RasterEngine.Tests.Estimates;

/// <summary>What cannot be estimated: refused in a sentence that names the row and the remedy, or null with a warning; never a false 0.</summary>
public sealed class SampleRefusalTests
{
    private const string Strata = """[ { "name": "A", "units": 100, "unitHectares": 0.5 }, { "name": "B", "hectares": 20 } ]""";

    [Theory]
    [InlineData("[[1, 2], [3, 4]]", """{ "name": "crop", "hectares": -1 }""", "bad-area", "“strata[0].hectares” is -1 for stratum “crop”")]
    [InlineData("[[1, 2], [3, 4.5]]", """{ "name": "crop", "hectares": 1 }""", "bad-count", "“counts[1][1]” (stratum “other”, class “other”) is 4.5")]
    [InlineData("[[1, 2], [3, -4]]", """{ "name": "crop", "hectares": 1 }""", "bad-count", "is -4; expected a whole number of labelled units")]
    [InlineData("[[1, 2]]", """{ "name": "crop", "hectares": 1 }""", "bad-matrix", "has 1 rows; expected 2, one a stratum: “crop”, “other”")]
    [InlineData("[[1, 2], [3]]", """{ "name": "crop", "hectares": 1 }""", "bad-matrix", "(stratum “other”) has 1 counts; expected 2")]
    [InlineData("[[0, 0], [3, 4]]", """{ "name": "crop", "hectares": 1 }""", "stratum-without-sample", "“crop” has 1 ha and no labelled unit")]
    [InlineData("[[1, 2], [3, 4]]", """{ "name": "crop", "pixels": 2, "pixelHectares": 0.01 }""", "more-units-than-stratum", "“crop” has 3 labelled units and holds 2 units")]
    [InlineData("[[1, 2], [3, 4]]", """{ "name": "crop", "pixels": 0, "pixelHectares": 0.01 }""", "more-units-than-stratum", "“crop” has 3 labelled units")]
    [InlineData("[[1, 2], [3, 4]]", """{ "name": "crop", "pixels": 20 }""", "missing-field", "has pixels and no area; add “pixelHectares”")]
    [InlineData("[[1, 2], [3, 4]]", """{ "name": "crop", "pixels": 20.5, "pixelHectares": 0.01 }""", "bad-field", "expected a whole number of units")]
    [InlineData("[[1, 2], [3, 4]]", """{ "name": "crop" }""", "missing-field", "stratum “crop” has no size")]
    [InlineData("[[1, 2], [3, 4]]", """{ "name": "other", "hectares": 1 }""", "stratum-twice", "“other” stands there 2 times")]
    [InlineData("[[1, 2], [3, 4]]", """{ "name": "crop", "hectars": 1 }""", "unknown-field", "the nearest one is “strata[0].hectares”")]
    public void Matrix_IsRefused_WithTheRowAndTheRemedy(string counts, string crop, string code, string words)
    {
        string json = $$"""{ "classes": ["crop", "other"], "counts": {{counts}}, "strata": [ {{crop}}, { "name": "other", "hectares": 10 } ] }""";
        Refused(code, words, () => MatrixDocument.Read("m.json", Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("stratum,map,reference\nC,crop,crop", "unknown-stratum", "p.csv: line 2: stratum “C” is not in s.json")]
    [InlineData("unit,stratum,map,reference\n7,A,crop,crop\n8,B,crop,crop\n7,A,crop,other", "unit-twice", "line 4: unit “7” stands there a second time (first at p.csv: line 2)")]
    [InlineData("stratum,map\nA,crop", "missing-column", "has no column “reference”; found “stratum”, “map”")]
    [InlineData("stratum,map,reference,weight\nA,crop,crop,0", "bad-cell", "line 2: “weight” is “0”; expected a number above 0")]
    [InlineData("stratum,map,reference,weight\nA,crop,crop,\"1,5\"", "bad-cell", "“1,5”; expected a number (with a point for decimals)")]
    [InlineData("stratum,map,reference\nA,crop", "bad-table", "p.csv: line 2 has 2 cells; expected 3, one a column: stratum, map, reference")]
    [InlineData("", "bad-table", "p.csv")]
    [InlineData("stratum,map,reference\nA,crop,crop\nA,crop,other", "stratum-without-sample", "“B” has 20 ha and no labelled unit")]
    public void Panel_IsRefused_WithTheLineAndTheRemedy(string csv, string code, string words) =>
        Refused(code, words, () => PanelTable.Read("p.csv", Encoding.UTF8.GetBytes(csv), "s.json", Encoding.UTF8.GetBytes(Strata)));

    [Fact]
    public void Panel_ReadsUnits_AndLeavesOutTheUnlabelled()
    {
        string csv = "\uFEFFunit;stratum;map;reference;zone\r\n1;A;crop;crop;north\r\n2;A;crop;\"other\";north\r\n\r\n3;B;other;;south\r\n4;B;other;other;south\r\n5;B;other;crop;\r\n";
        PanelReading reading = PanelTable.Read("p.csv", Encoding.UTF8.GetBytes(csv), "s.json", Encoding.UTF8.GetBytes(Strata));
        Assert.Equal(1, reading.NonResponses);
        Assert.True(reading.AreaKnown);
        Assert.Equal(["crop", "other"], reading.Panel.Classes);
        Assert.Equal([2, 2], reading.Panel.UnitsOf);
        Assert.Equal([50, 20], reading.Panel.Strata.Select(s => s.Hectares));
        Assert.Equal(["north", "south"], reading.Panel.Zones);
        Assert.Equal([100, null], reading.Panel.Strata.Select(s => s.Units));
    }

    [Fact]
    public void Estimate_IsNullWithAWarning_WhenAStratumHasOneUnit()
    {
        PanelEstimate estimate = Estimate([[5, 1], [0, 1]]);
        Assert.All(estimate.Areas, a => Assert.True(a.Hectares is > 0 && a.StandardError is null && a.Interval is null));
        Assert.Null(estimate.Accuracy.Overall!.StandardError);
        Assert.Null(estimate.Accuracy.Users[1].StandardError);
        Assert.Contains(estimate.Warnings, w => w.Code == "single-unit-stratum" && w.Message.Contains("“other”", StringComparison.Ordinal));
    }

    [Fact]
    public void Class_IsNotProvenAbsent_WhenNoUnitHasIt()
    {
        PanelEstimate estimate = Estimate([[0, 30], [0, 60]]);
        AreaEstimate crop = estimate.Areas[0];
        Assert.Equal(0, crop.Hectares);
        Assert.Null(crop.StandardError);
        Assert.True(crop.Interval!.Value is { Low: 0, High: > 3 });
        Assert.Equal(0, estimate.Accuracy.Users[0].Value);
        Assert.Null(estimate.Accuracy.Users[0].StandardError);
        Assert.Null(estimate.Accuracy.Producers[0].Value);
        Assert.Contains(estimate.Warnings, w => w.Code == "class-not-found" && w.Message.Contains("“crop”", StringComparison.Ordinal));
    }

    // algorithms.md §14: 17 of 17 is not a user's accuracy of 1.0 ± 0.0.
    [Fact]
    public void Accuracy_OfOne_HasAnIntervalAndNoError()
    {
        AccuracyEstimate users = Estimate([[17, 0], [3, 60]]).Accuracy.Users[0];
        Assert.Equal(1, users.Value);
        Assert.Null(users.StandardError);
        Assert.Equal(Math.Pow(0.025, 1 / 17.0), users.Interval!.Value.Low, 9);
        Assert.Equal(1, users.Interval.Value.High);
    }

    // n below 10 or a coefficient of variation above 30 % publishes nothing.
    [Fact]
    public void Zone_IsNull_WhenItsSampleIsThin()
    {
        UnitGroup[] groups = [Units(0, 0, 60), Units(1, 0, 60), Units(0, 1, 9), Units(0, 2, 2), Units(1, 2, 30)];
        var panel = new Panel([new Stratum("all", 1000)], ["crop", "other"], groups, ["good", "few", "rare"]);
        PanelEstimate estimate = PanelEstimator.Estimate(panel);
        AreaEstimate[] crop = [.. estimate.Zones.Where(z => z.Area.Class == "crop").Select(z => z.Area)];
        Assert.Equal(1000 * 60 / 161.0, crop[0].Hectares!.Value, 9);
        Assert.Equal([120, 9, 32], crop.Select(a => a.N));
        Assert.All(crop[1..], a => Assert.True(a.Hectares is null && a.Interval is null && a.StandardError is null));
        Assert.Equal(2, estimate.Warnings.Count(w => w.Code == "zone-too-thin" && w.Message.Contains("Combine zones", StringComparison.Ordinal)));

        static UnitGroup Units(int reference, int zone, long n) => new(0, null, UnitGroup.Whole(reference, 2), n, 1, zone);
    }

    // The matrix of contract.md §5: 274 of 1,000 pixels are drawn, of the other stratum nobody knows.
    [Fact]
    public void Matrix_CorrectsForTheFinitePopulation_WhereMuchOfItIsDrawn()
    {
        const string json = """{ "classes": ["crop","other"], "counts": [[248,26],[15,179]], "strata": [ { "name": "crop", "pixels": 1000, "pixelHectares": 0.01 }, { "name": "other", "hectares": 10.0 } ] }""";
        Panel panel = MatrixDocument.Read("m.json", Encoding.UTF8.GetBytes(json)).Panel;
        AreaEstimate crop = PanelEstimator.Estimate(panel).Areas[0];
        double a = 248 / 274.0, b = 15 / 194.0;
        Assert.Equal(10 * (a + b), crop.Hectares!.Value, 12);
        Assert.Equal(Math.Sqrt((100 * (1 - 0.274) * a * (1 - a) / 273) + (100 * b * (1 - b) / 193)), crop.StandardError!.Value, 12);
    }

    // p(1 − p)(N − n)/(n(N − 1)) with p = 0.3, N = 1,000, n = 100; the systematic grid has the same and says so.
    [Fact]
    public void SimpleRandomSample_HasItsOwnVariance()
    {
        var panel = new Panel([new Stratum("all", 500, 1000)], ["crop", "other"], [new(0, null, [1, 0], 30), new(0, null, [0, 1], 70)]);
        PanelEstimate random = PanelEstimator.Estimate(panel, new EstimateOptions(Design: SampleDesignKind.SimpleRandom));
        Assert.Equal(500 * Math.Sqrt(0.3 * 0.7 * 900 / (100 * 999.0)), random.Areas[0].StandardError!.Value, 12);
        PanelEstimate systematic = PanelEstimator.Estimate(panel, new EstimateOptions(Design: SampleDesignKind.Systematic));
        Assert.Equal(random.Areas[0].StandardError, systematic.Areas[0].StandardError);
        Assert.Contains(systematic.Warnings, w => w.Code == "systematic-conservative");
    }

    private static PanelEstimate Estimate(long[][] counts) =>
        PanelEstimator.Estimate(new ErrorMatrix([new Stratum("crop", 10), new Stratum("other", 90)], ["crop", "other"], counts).ToPanel());

    private static void Refused(string code, string words, Action read)
    {
        ScanException refusal = Assert.Throws<ScanException>(read);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(code, refusal.Code);
    }
}
