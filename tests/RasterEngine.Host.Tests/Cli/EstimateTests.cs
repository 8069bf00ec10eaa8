using System.Text.Json;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary><c>estimate</c>, <c>compare</c>, <c>trend</c>, <c>production</c>, <c>account</c> and <c>doctor --estimators</c>, as a shell runs them.</summary>
public sealed class EstimateTests : IDisposable
{
    // Olofsson et al. (2014), table 8: counts, pixels of 0.09 ha; tables 9 and 10 print 21,158 ± 6,158 ha of deforestation.
    private const string Olofsson = """
        { "classes": ["deforestation", "gain", "forest", "other"],
          "counts": [[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]],
          "strata": [ { "name": "deforestation", "pixels": 200000, "pixelHectares": 0.09 }, { "name": "gain", "pixels": 150000, "pixelHectares": 0.09 },
                      { "name": "forest", "hectares": 288000 }, { "name": "other", "hectares": 580500 } ] }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Matrix_BecomesHectares_AsTheTablePrintsThem()
    {
        Write("m.json", Olofsson);
        JsonElement answer = Run("estimate", "--matrix", "m.json", "--interval", "normal", "--json").Succeeds().Json();
        JsonElement first = answer.GetProperty("estimates")[0];
        Assert.Equal(21157.762, first.GetProperty("hectares").GetDouble(), 0.0005);
        Assert.Equal(6157.634, (first.GetProperty("interval")[1].GetDouble() - first.GetProperty("interval")[0].GetDouble()) / 2, 0.0005);
        Assert.Equal(18000, first.GetProperty("mappedHectares").GetDouble());
        Assert.Equal("normal", first.GetProperty("intervalMethod").GetString());
        Assert.Equal(0.9465118881, answer.GetProperty("accuracy").GetProperty("overall").GetProperty("value").GetDouble(), 10);

        string table = Run("estimate", "--matrix", "m.json").Succeeds().Output;
        Assert.Contains("21,200", table, StringComparison.Ordinal);
        Assert.Contains("MOVER", table, StringComparison.Ordinal);
        Assert.DoesNotContain("cultivated", table, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("estimate|--matrix|none.json", "missing-file", "none.json: there is no such file; expected an error matrix")]
    [InlineData("estimate", "bad-argument", "no sample is given")]
    [InlineData("estimate|--matrix|m.json|--panel|p.csv", "bad-argument", "more than one sample is given")]
    [InlineData("estimate|--panel|p.csv", "bad-argument", "--panel needs --strata S.json")]
    [InlineData("estimate|--matrix|m.json|--level|95", "bad-argument", "--level is 95")]
    [InlineData("estimate|--matrix|m.json|--interval|wald", "bad-argument", "“wald”; expected mover, normal, t, logit, bootstrap")]
    [InlineData("estimate|--panel|p.csv|--strata|s.json", "unknown-stratum", "p.csv: line 3: stratum “C”")]
    [InlineData("production|one.csv", "national-product", "There is one region, “all”")]
    [InlineData("compare|m.json", "bad-argument", "expected two estimates")]
    [InlineData("compare|m.json|m.json", "bad-document", "m.json: is not what estimate --json printed")]
    [InlineData("trend|p.csv", "missing-column", "has no column “year”")]
    [InlineData("account|c.csv|c.csv", "bad-cell", "line 2: “lastSeen” is “2021-01-01”")]
    public void Verb_IsRefused_InOneSentence(string words, string code, string sentence)
    {
        ArgumentNullException.ThrowIfNull(words);
        Write("m.json", Olofsson);
        Write("p.csv", "stratum,map,reference\nA,crop,crop\nC,crop,crop\n");
        Write("s.json", """[ { "name": "A", "units": 100 } ]""");
        Write("one.csv", "region,hectares,hectaresStandardError,yield,yieldStandardError\nall,24141,1000,20.8,1\n");
        Write("c.csv", "field,firstSeen,lastSeen,hectares\nA,2021-02-01,2021-01-01,1\n");
        Run(words.Split('|')).Refuses(2, code, sentence);
    }

    [Fact]
    public void TwoEstimates_AreCompared_InWords()
    {
        Write("m.json", Olofsson);
        Write("later.json", Olofsson.Replace("[1, 0, 153, 11]", "[1, 0, 60, 104]", StringComparison.Ordinal));
        Write("a.json", Run("estimate", "--matrix", "m.json", "--json").Succeeds().Output);
        Write("b.json", Run("estimate", "--matrix", "later.json", "--json").Succeeds().Output);
        JsonElement change = Run("compare", "a.json", "b.json", "--json").Succeeds().Json().GetProperty("changes")[2];
        Assert.Equal(288000 * (60 - 153) / 165.0, change.GetProperty("difference").GetDouble(), 6);
        Assert.Equal("decrease", change.GetProperty("verdict").GetString());
        string table = Run("compare", "a.json", "a.json").Succeeds().Output;
        Assert.Contains("not distinguishable", table, StringComparison.Ordinal);
    }

    // 100 units of 1,000 ha: 15 became crop, 5 ceased to be. Δ = 100 ha with √((0.2 − 0.1²)/99).
    [Fact]
    public void UnitsLabelledTwice_AreCompared_WithTheVarianceOfTheDifference()
    {
        Write("p.csv", "stratum,before,after\n" + string.Concat(Enumerable.Repeat("A,other,crop\n", 15).Concat(Enumerable.Repeat("A,crop,other\n", 5)).Concat(Enumerable.Repeat("A,crop,crop\n", 5)).Concat(Enumerable.Repeat("A,other,other\n", 75))));
        Write("s.json", """[ { "name": "A", "hectares": 1000 } ]""");
        JsonElement change = Run("compare", "--panel", "p.csv", "--strata", "s.json", "--json").Succeeds().Json().GetProperty("changes")[0];
        Assert.Equal("crop", change.GetProperty("class").GetString());
        Assert.Equal(100, change.GetProperty("difference").GetDouble(), 9);
        Assert.Equal(1000 * Math.Sqrt((0.2 - 0.01) / 99), change.GetProperty("standardError").GetDouble(), 6);
        Assert.Equal("increase", change.GetProperty("verdict").GetString());
        Assert.True(change.GetProperty("samePanel").GetBoolean());
    }

    // US estimates of Mexican poppy 2011–2017: S = 17, Z = 2.403, p = 0.0163, Sen 5,833 ha a year.
    [Fact]
    public void Trend_IsTested_UpToABreakOfMethod()
    {
        Write("series.csv", "year,hectares,method\n2011,12000,a\n2012,10500,a\n2013,11000,a\n2014,17000,a\n2015,28000,a\n2016,32000,a\n2017,44100,a\n2018,41800,b\n");
        JsonElement answer = Run("trend", "series.csv", "--json").Succeeds().Json();
        JsonElement part = answer.GetProperty("parts")[0];
        Assert.Equal(17, part.GetProperty("mannKendall").GetProperty("s").GetInt32());
        Assert.Equal(0.0163, part.GetProperty("mannKendall").GetProperty("p").GetDouble(), 4);
        Assert.Equal(5833.333, part.GetProperty("senSlopeHectaresPerYear").GetDouble(), 3);
        Assert.Equal("increase", part.GetProperty("trend").GetString());
        Assert.Equal(["series-break", "series-too-short"], answer.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("code").GetString()));
        Assert.Contains("[series-break]", Run("trend", "series.csv").Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ProductionAndAccount_AnswerInTables()
    {
        Write("r.csv", "region,hectares,hectaresStandardError,yield,yieldStandardError\nA,1000,100,20,2\nB,3000,150,10,1\n");
        Assert.Equal(50, Run("production", "r.csv", "--json").Succeeds().Json().GetProperty("tonnes").GetDouble());
        Assert.Contains("50.0", Run("production", "r.csv").Succeeds().Output, StringComparison.Ordinal);

        Write("c.csv", "field,firstSeen,lastSeen,hectares\nA,2021-01-05,2021-02-20,2\nB,2021-01-05,2021-03-01,4\n");
        Write("e.csv", "id,date,field,hectares\n1,2021-03-01,A,1.5\n2,2021-02-01,B,4\n3,2021-02-01,,9\n");
        JsonElement account = Run("account", "c.csv", "e.csv", "--json").Succeeds().Json();
        Assert.Equal([6, 1.5, 4.5, 13], new[] { "grossHectares", "destroyedHectares", "netHectares", "unmatchedHectares" }.Select(n => account.GetProperty(n).GetDouble()));
        Assert.Contains("2 matches no crop: the crop was seen standing afterwards", Run("account", "c.csv", "e.csv").Succeeds().Output, StringComparison.Ordinal);
    }

    // Fields of 0.001° at the equator (110.5743 m by 111.3195 m on the WGS 84 ellipsoid, closed form) are 1.2309 ha. The eradication covers half of A and half of B.
    [Fact]
    public void Account_MeasuresOverlaps_FromPolygons()
    {
        Write("fields.geojson", Collection(Square("field", "A", 10, 0, 0.001), Square("field", "B", 10.001, 0, 0.001)));
        Write("done.geojson", Collection(Square("id", "7", 10.0005, 0, 0.001)));
        Write("c.csv", "field,firstSeen,lastSeen,hectares\nA,2021-01-05,2021-02-20,1.2309\nB,2021-01-05,2021-02-20,1.2309\n");
        Write("e.csv", "id,date,hectares\n7,2021-03-01,1.5\n");
        JsonElement account = Run("account", "c.csv", "e.csv", "--fields", "fields.geojson", "--polygons", "done.geojson", "--json").Succeeds().Json();
        double square = 110.5743 * 111.3195 / 10_000;
        Assert.Equal(square, account.GetProperty("destroyedHectares").GetDouble(), 4);
        Assert.Equal([square / 2, square / 2, 0], account.GetProperty("eradications").EnumerateArray().Select(e => Math.Round(e.GetProperty("destroyedHectares").GetDouble(), 4)), (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal(1.5 - square, account.GetProperty("unmatchedHectares").GetDouble(), 4);
        Run("account", "c.csv", "e.csv", "--fields", "fields.geojson").Refuses(2, "bad-argument", "belong together");

        static string Collection(params string[] features) => $$"""{ "type": "FeatureCollection", "features": [ {{string.Join(", ", features)}} ] }""";
        static string Square(string field, string name, double west, double south, double size) => FormattableString.Invariant(
            $$"""{ "type": "Feature", "properties": { "{{field}}": "{{name}}" }, "geometry": { "type": "Polygon", "coordinates": [[[{{west}},{{south}}],[{{west + size}},{{south}}],[{{west + size}},{{south + size}}],[{{west}},{{south + size}}],[{{west}},{{south}}]]] } }""");
    }

    [Fact]
    public void Segments_AreHelpedByTheMap()
    {
        Write("g.csv", "stratum,mapped,reference\n" + string.Concat(Enumerable.Range(1, 12).Select(i => FormattableString.Invariant($"A,{i},{(2 * i) + (i % 2)}\n"))));
        Write("s.json", """[ { "name": "A", "units": 100, "mappedMean": 7 } ]""");
        JsonElement answer = Run("estimate", "--segments", "g.csv", "--strata", "s.json", "--json").Succeeds().Json();
        Assert.True(answer.GetProperty("relativeEfficiency").GetDouble() > 20);
        Assert.InRange(answer.GetProperty("total").GetDouble(), 1400, 1500);
        Run("estimate", "--segments", "g.csv", "--strata", "s.json", "--estimator", "greg").Refuses(2, "bad-argument", "greg");
    }

    // The two teams of Sudan 2022 (NASA Harvest, crop-mask): 1,196 points, 39.3 % and 36.7 % crop, 36.1 % where they agree.
    [Fact]
    public void Interpreters_AreToldApart_AndImputedOnRequest()
    {
        (int Count, string First, string Second)[] points = [(661, "other", "other"), (374, "crop", "crop"), (95, "crop", "other"), (65, "other", "crop"), (1, "crop", "")];
        var text = new System.Text.StringBuilder("unit,stratum,interpreter,reference\n");
        int unit = 0;
        foreach ((int count, string first, string second) in points)
        {
            for (int i = 0; i < count; i++, unit++)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{unit},Darfur,team 1,{first}\n{unit},Darfur,team 2,{second}\n");
            }
        }

        Write("l.csv", text.ToString());
        Write("s.json", """[ { "name": "Darfur", "hectares": 13000000 } ]""");
        JsonElement answer = Run("interpreters", "l.csv", "--strata", "s.json", "--class", "crop", "--impute", "--json").Succeeds().Json();
        Assert.Equal(1035, answer.GetProperty("agreed").GetInt32());
        Assert.Equal(160, answer.GetProperty("adjudicate").GetArrayLength());
        Assert.Equal([0.393, 0.367], answer.GetProperty("interpreters").EnumerateArray().Select(i => Math.Round(i.GetProperty("share").GetDouble(), 3)));
        Assert.Equal(0.361, answer.GetProperty("agreedOnly").GetProperty("share").GetDouble(), 3);

        // 1.92 where the unit without an answer counts as no crop, as it was published; here it is non-response.
        Assert.InRange(answer.GetProperty("imputed").GetProperty("degreesOfFreedom").GetDouble(), 1.92, 1.96);
        Assert.Equal(["labels-disagree", "few-interpreters"], answer.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("code").GetString()));
        string table = Run("interpreters", "l.csv", "--strata", "s.json", "--class", "crop").Succeeds().Output;
        Assert.Contains("1035 of 1195 units alike", table, StringComparison.Ordinal);
        Assert.DoesNotContain("imputed", table, StringComparison.Ordinal);
        Run("interpreters", "l.csv", "--strata", "s.json", "--class", "maize").Refuses(2, "unknown-class", "“maize”");
    }

    [Fact]
    public void Doctor_RunsThePublishedTables()
    {
        string text = Run("doctor", "--estimators").Succeeds().Output;
        Assert.Contains("Stehman 2014", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERS", text, StringComparison.Ordinal);
        Assert.All(Run("doctor", "--estimators", "--json").Succeeds().Json().EnumerateArray(), n => Assert.True(n.GetProperty("agrees").GetBoolean()));
    }

    private Ended Run(params string[] words) => EngineProcess.Run(folder.Path, words);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.Path, name), text);
}
