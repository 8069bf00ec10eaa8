using System.Text;
using RasterEngine.Estimates;
using RasterEngine.Samples;
using Xunit;

namespace RasterEngine.Tests.Samples;

/// <summary>Labels as people and tools leave them, and what an estimate makes of them.</summary>
public sealed class LabelledSampleTests : IDisposable
{
    private static readonly SyntheticMap Map = new(120, 100, (c, r) => r < 10 ? 0 : c < 24 ? 1 : 2);

    private readonly TemporaryFolder folder = new();
    private readonly SampleFolder sample;

    public LabelledSampleTests()
    {
        SampleDesign design = SampleDesignDocument.Parse("design.json", """{ "name": "fields", "target": "crop", "definition": "sown in 2021", "date": "2021", "size": 90 }"""u8.ToArray(), folder.Path);
        SamplePublication.Run("design.json", design, Map.Open(folder["map.tif"]), folder["sample"], 1, (_, _) => { }, CancellationToken.None);
        sample = SampleFolder.Open(folder["sample"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OwnTable_GivesTheStratifiedEstimate()
    {
        // The reference is the map itself but for every tenth unit; what was not seen is other.
        string text = Table((unit, stratum) => stratum == "crop" != (unit % 10 == 0) && stratum != "not seen" ? "crop" : "other");
        SampleEstimate estimate = Estimate(text);

        // By hand, from the counts (Cochran 1977, eqs. 5.1 and 5.7).
        double area = 0, variance = 0;
        for (int s = 0; s < sample.Design.Strata.Count; s++)
        {
            SampledStratumEntry stratum = sample.Design.Strata[s];
            int[] units = [.. Enumerable.Range(1, 90).Where(u => sample.UnitStrata[u - 1] == s)];
            double n = units.Length, x = units.Count(u => Answer(text, u) == "crop"), p = x / n, a = (double)stratum.Hectares;
            area += a * p;
            variance += a * a * (1 - (n / stratum.Units)) * p * (1 - p) / (n - 1);
        }

        Assert.Equal(area, estimate.Target.Hectares!.Value, 1e-9);
        Assert.Equal(Math.Sqrt(variance), estimate.Target.StandardError!.Value, 1e-9);
        Assert.Equal((double)sample.Design.ReferenceClasses[0].MappedHectares, estimate.Target.MappedHectares!.Value, 1e-9);
        Assert.Equal(24 * 90, sample.Design.ReferenceClasses[0].MappedPixels);
        Assert.NotNull(estimate.Accuracy.Overall);
        Assert.Equal(["one-interpreter"], estimate.Warnings.Select(w => w.Code));
    }

    [Fact]
    public void AllThreeForms_SayTheSame()
    {
        string own = Table((unit, stratum) => stratum == "crop" ? "crop" : unit == 7 ? "" : "other");
        var rows = own.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(r => r.Split(',')).ToArray();
        string collectEarth = "plotid,sampleid,lon,lat,email,flagged,collection_time,pl_plotid,\"Is it cropland, or not?\"\n"
            + string.Concat(rows.Select(r => $"{1000 + int.Parse(r[0])},1,22.7,11.8,a@b.org,{(r[1].Length == 0 ? "TRUE" : "FALSE")},2024-02-16 10:00,{r[0]},{(r[1] == "crop" ? "Crop" : "Non-crop")}\n"));
        string acatama = "ID;Label;Is labeled as;In thematic map as;Match\n" + string.Concat(rows.Select(r => $"{r[0]};x;{(r[1] == "crop" ? "1" : r[1] == "other" ? "2" : "")};1;Yes\n"));
        var translated = new LabelWords(sample.Design, new Dictionary<string, string> { ["Crop"] = "crop", ["Non-crop"] = "other" });

        IReadOnlyList<UnitLabel>[] all =
        [
            LabelTable.Parse("own.csv", own, new LabelWords(sample.Design), null),
            LabelTable.Parse("ceo.csv", collectEarth, translated, "Is it cropland, or not?"),
            LabelTable.Parse("acatama.csv", acatama, new LabelWords(sample.Design), null),
        ];

        Assert.All(all, labels => Assert.Equal(all[0].Select(l => (l.Unit, l.Shares is null ? "" : l.Shares[0] == 1 ? "crop" : "other")), labels.Select(l => (l.Unit, l.Shares is null ? "" : l.Shares[0] == 1 ? "crop" : "other"))));
        Assert.Equal([7], LabelledSample.Of(sample.Design, all[1]).NonResponse);
        Assert.Equal("a@b.org", all[1][0].Interpreter);
    }

    [Fact]
    public void GeoJsonOfAcatama_IsReadFromGeoPackage_WhenOneIsAtHand()
    {
        // AcATaMa saves GeoPackages; ogr2ogr makes one of the points that went out, as QGIS would.
        string ogr2ogr = "/usr/bin/ogr2ogr";
        Assert.SkipUnless(File.Exists(ogr2ogr), "ogr2ogr is not installed");
        string points = File.ReadAllText(folder["sample/acatama-points.geojson"]).Replace("{\"id\":", "{\"Label\":\"x\",\"Is labeled as\":1,\"ID\":", StringComparison.Ordinal);
        File.WriteAllText(folder["labelled.geojson"], points);
        using (var process = System.Diagnostics.Process.Start(ogr2ogr, ["-f", "GPKG", folder["labelled.gpkg"], folder["labelled.geojson"]]))
        {
            process.WaitForExit();
        }

        IReadOnlyList<UnitLabel> labels = LabelTable.Read(folder["labelled.gpkg"], new LabelWords(sample.Design));

        Assert.Equal(Enumerable.Range(1, 90), labels.Select(l => l.Unit));
        Assert.All(labels, l => Assert.Equal(1, l.Shares![0]));
    }

    [Theory]
    [InlineData("unit,reference\n91,crop\n", "unit-not-drawn", "line 2", "1 to 90")]
    [InlineData("unit,reference\n1,crop\n2,other\n1,other\n", "unit-twice", "line 4", "interpreter")]
    [InlineData("unit,reference,interpreter\n1,crop,ana\n1,other,ben\n1,crop,ana\n", "unit-twice", "line 4", "ana")]
    [InlineData("unit,reference\n1,wheat\n", "label-unknown", "line 2", "crop, other")]
    [InlineData("unit,reference\n1,3\n", "label-unknown", "line 2", "--label-map")]
    [InlineData("unit,label\n1,crop\n", "missing-column", "“label”", "“reference”")]
    [InlineData("unit,reference\none,crop\n", "bad-cell", "line 2", "number of a unit")]
    [InlineData("plotid,lon,lat,Question\n1,2,3,Crop\n", "missing-column", "Collect Earth Online", "--label-column")]
    public void Labels_AreRefused_WithTheRowAndTheRemedy(string text, string code, string row, string remedy)
    {
        ScanException e = Assert.Throws<ScanException>(() => LabelledSample.Of(sample.Design, LabelTable.Parse("labels.csv", text, new LabelWords(sample.Design), null)));

        Assert.Equal(code, e.Code);
        Assert.Contains(row, e.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plot_IsRefused_WhenItsSamplePointsDiffer()
    {
        const string text = "plotid,sampleid,email,Q\n1,1,a,crop\n1,2,a,crop\n2,1,a,crop\n2,2,a,other\n";
        ScanException e = Assert.Throws<ScanException>(() => LabelTable.Parse("ceo.csv", text, new LabelWords(sample.Design), "Q"));

        Assert.Equal("plot-of-several", e.Code);
        Assert.Contains("plot 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimate_IsRefused_WhenAStratumHasNoLabel()
    {
        ScanException e = Assert.Throws<ScanException>(() => Estimate(Table((_, stratum) => stratum == "not seen" ? "" : "crop")));

        Assert.Equal("stratum-without-sample", e.Code);
        Assert.Contains("not seen", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Area_HasNoErrorAndIsNotZero_WhenAStratumHasOneLabel()
    {
        bool isFirst = true;
        SampleEstimate estimate = Estimate(Table((_, stratum) => stratum != "not seen" ? stratum == "crop" ? "crop" : "other" : isFirst && !(isFirst = false) ? "other" : ""));

        Assert.Null(estimate.Target.StandardError);
        Assert.Null(estimate.Target.Interval);
        Assert.NotNull(estimate.Target.Hectares);
        Assert.Contains("single-unit-stratum", estimate.Warnings.Select(w => w.Code));
    }

    [Fact]
    public void Disagreement_IsListed_AndNothingIsEstimatedUntilItIsAdjudicated()
    {
        string two = Two((unit, stratum) => stratum == "crop" ? "crop" : "other", flipped: 5);
        SampleEstimate open = Estimate(two);

        Assert.Null(open.Target.Hectares);
        Assert.Equal([5], open.Labels.Open);
        Assert.Contains("labels-disagree", open.Warnings.Select(w => w.Code));
        Assert.Equal(1 - (1 / 90.0), open.Labels.Agreement!.Value, 1e-12);
        Assert.Equal(["ana", "ben"], open.Interpreters.Select(i => i.Interpreter));
        Assert.All(open.Interpreters, i => Assert.NotNull(i.Area!.Hectares));
        Assert.NotEqual(open.Interpreters[0].Area!.Hectares, open.Interpreters[1].Area!.Hectares);

        SampleEstimate settled = Estimate(two + "5,crop,2021-08-01,adjudicated\n");
        Assert.NotNull(settled.Target.Hectares);
        Assert.Empty(settled.Labels.Open);
        Assert.Equal([5], settled.Labels.Disagreements);
        Assert.Equal(1 - (1 / 90.0), settled.Labels.Agreement!.Value, 1e-12);
    }

    [Fact]
    public void DatesOfOneInterpreter_ThatDiffer_AreADisagreement()
    {
        string text = Two((unit, stratum) => stratum == "crop" ? "crop" : "other", flipped: 8).Replace(",2021-08-01,ben", ",2021-09-01,ana", StringComparison.Ordinal);

        Assert.Equal([8], Estimate(text).Labels.Open);
    }

    [Fact]
    public void Sample_IsRefused_WhenItsTableOrItsMapChanged()
    {
        Assert.Equal("mask-changed", Assert.Throws<ScanException>(() => sample.CheckMap("other.tif", new string('0', 64))).Code);
        File.WriteAllText(folder["sample/sample.csv"], File.ReadAllText(folder["sample/sample.csv"]).Replace("other", "crop", StringComparison.Ordinal));
        Assert.Equal("sample-changed", Assert.Throws<ScanException>(() => SampleFolder.Open(folder["sample"])).Code);
    }

    [Fact]
    public void Zones_HoldTheUnitsWhoseMiddleLiesInThem()
    {
        // The western and the eastern half, in the map's own coordinates.
        string Half(string name, int from, int to) => FormattableString.Invariant($$$"""{"type":"Feature","properties":{"name":"{{{name}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{359130 + (10 * from)}}},5352340],[{{{359130 + (10 * to)}}},5352340],[{{{359130 + (10 * to)}}},5351340],[{{{359130 + (10 * from)}}},5351340],[{{{359130 + (10 * from)}}},5352340]]]}}""");
        File.WriteAllText(folder["zones.geojson"], $$$"""{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32633"}},"features":[{{{Half("west", 0, 60)}}},{{{Half("east", 60, 120)}}}]}""");
        var zones = UnitZones.Read(sample, folder["zones.geojson"], "name");

        Assert.Equal(["west", "east"], zones.Names);
        Assert.All(Enumerable.Range(1, 90), unit => Assert.Equal(sample.UnitPlaces[unit - 1].Column < 60 ? 0 : 1, zones.Of(unit)));
        SampleEstimate estimate = Estimate(Table((_, stratum) => stratum == "crop" ? "crop" : "other"), zones);
        double west = estimate.Result!.Zones.Single(z => z.Zone == "west" && z.Area.Class == "other").Area.Hectares!.Value;
        Assert.InRange(west, 30, 60);
    }

    [Fact]
    public void Release_TellsWhatChanged_AndRefusesAnotherSeries()
    {
        string first = Table((_, stratum) => stratum == "crop" ? "crop" : "other"), second = first.Replace("5,other", "5,crop", StringComparison.Ordinal).Replace("8,other", "8,crop", StringComparison.Ordinal);
        EstimateReport one = Publish(first, "one", null), two = Publish(second, "two", folder["one"]);

        Assert.Null(one.Supersedes);
        Assert.Equal(one.EstimateId, two.Supersedes!.EstimateId);
        Assert.Equal(["labels"], two.Supersedes.Changed);
        Assert.False(two.Supersedes.SeriesBreak);
        Assert.Equal(two.Estimates[0].Hectares - one.Estimates[0].Hectares, two.Supersedes.Differences[0].Difference);

        EstimateReport normal = Publish(second, "three", folder["one"], new EstimateOptions(Method: IntervalMethod.Normal));
        Assert.True(normal.Supersedes!.SeriesBreak);
        Assert.Contains("series-break", normal.Warnings.Select(w => w.Code));

        string file = folder["one/estimate.json"];
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"name\": \"fields\"", "\"name\": \"meadows\"", StringComparison.Ordinal));
        Assert.Equal("other-series", Assert.Throws<ScanException>(() => Publish(second, "four", folder["one"])).Code);
    }

    [Fact]
    public void Publication_HoldsAPageATableAndADocument()
    {
        EstimateReport report = Publish(Two((_, stratum) => stratum == "crop" ? "crop" : "other", 5) + "5,crop,2021-08-01,adjudicated\n", "out", null);
        string page = File.ReadAllText(folder["out/report.html"]);

        Assert.Equal("estimated", report.Evidence);
        Assert.Equal("estimated", report.AreaKind);
        Assert.False(report.Review);
        Assert.StartsWith("crop area, estimated: ", report.Headline, StringComparison.Ordinal);
        Assert.All(["sown in 2021", "<svg", "Error matrix", "interpreters agreed on 98.9 %", report.EstimateId, report.Design.SampleId, "mapped"], words => Assert.Contains(words, page, StringComparison.OrdinalIgnoreCase));
        string[] rows = File.ReadAllLines(folder["out/estimates.csv"]);
        Assert.StartsWith("zone,season,statistic,class,value,unit,evidence,n,cv,low,high", rows[0], StringComparison.Ordinal);
        Assert.Contains(rows, r => r.StartsWith("all,2021,estimated-area,crop,", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.StartsWith("all,2021,mapped-area,crop,", StringComparison.Ordinal) && r.Contains(",mapped,0,,,,", StringComparison.Ordinal));
        Assert.Equal("5,other,2021-08-01,ana", File.ReadAllLines(folder["out/disagreements.csv"])[1]);
    }

    [Fact]
    public async Task Document_ValidatesAgainstItsSchema()
    {
        Publish(Two((_, stratum) => stratum == "crop" ? "crop" : "other", 5) + "5,crop,2021-08-01,adjudicated\n", "one", null);
        Publish(Table((_, stratum) => stratum == "crop" ? "crop" : "other"), "two", folder["one"]);
        NJsonSchema.JsonSchema schema = await NJsonSchema.JsonSchema.FromFileAsync(Repository.Path("src", "RasterEngine", "Publication", "Schemas", "estimate-report.json"), TestContext.Current.CancellationToken);
        string written = File.ReadAllText(folder["two/estimate.json"]);

        Assert.Empty(schema.Validate(File.ReadAllText(folder["one/estimate.json"])));
        Assert.Empty(schema.Validate(written));
        Assert.NotEmpty(schema.Validate(written.Replace("\"estimates\"", "\"estimate\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Publication_IsRefused_WithoutADefinition()
    {
        SampleDesign design = SampleDesignDocument.Parse("design.json", """{ "target": "crop", "size": 90 }"""u8.ToArray(), folder.Path);
        SamplePublication.Run("design.json", design, Map.Open(folder["map.tif"]), folder["bare"], 1, (_, _) => { }, CancellationToken.None);
        var bare = SampleFolder.Open(folder["bare"]);
        File.WriteAllText(folder["bare.csv"], Table((_, stratum) => stratum == "crop" ? "crop" : "other"));
        SampleEstimate estimate = SampleEstimate.Of(bare, LabelledSample.Of(bare.Design, LabelTable.Read(folder["bare.csv"], new LabelWords(bare.Design))), new EstimateOptions());

        Assert.Equal("no-definition", Assert.Throws<ScanException>(() => EstimatePublication.Run(estimate, [NamedFile.Of(folder["bare.csv"])], folder["out"], null)).Code);
        Assert.Null(EstimatePublication.Run(estimate, [NamedFile.Of(folder["bare.csv"])], null, null).Evidence);
    }

    private EstimateReport Publish(string labels, string name, string? superseded, EstimateOptions? options = null)
    {
        File.WriteAllText(folder[$"{name}.csv"], labels);
        SampleEstimate estimate = SampleEstimate.Of(sample, LabelledSample.Of(sample.Design, LabelTable.Read(folder[$"{name}.csv"], new LabelWords(sample.Design))), options ?? new EstimateOptions());
        return EstimatePublication.Run(estimate, [NamedFile.Of(folder[$"{name}.csv"])], folder[name], superseded);
    }

    private SampleEstimate Estimate(string text, UnitZones? zones = null) =>
        SampleEstimate.Of(sample, LabelledSample.Of(sample.Design, LabelTable.Parse("labels.csv", text, new LabelWords(sample.Design), null)), new EstimateOptions(), zones);

    private string Table(Func<int, string, string> label)
    {
        var text = new StringBuilder("unit,reference\n");
        for (int unit = 1; unit <= 90; unit++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{unit},{label(unit, Stratum(unit))}\n");
        }

        return text.ToString();
    }

    private string Two(Func<int, string, string> label, int flipped)
    {
        var text = new StringBuilder("unit,reference,date,interpreter\n");
        for (int unit = 1; unit <= 90; unit++)
        {
            string answer = label(unit, Stratum(unit)), other = answer == "crop" ? "other" : "crop";
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{unit},{answer},2021-08-01,ana\n{unit},{(unit == flipped ? other : answer)},2021-08-01,ben\n");
        }

        return text.ToString();
    }

    private string Stratum(int unit) => sample.Design.Strata[sample.UnitStrata[unit - 1]].Name;

    private static string Answer(string table, int unit) => table.Split('\n')[unit].Split(',')[1];
}
