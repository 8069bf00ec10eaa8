using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>Documents that cannot be answered: exit code 2, one sentence that names the field, nothing written.</summary>
public sealed class DocumentRefusalTests
{
    [Theory]
    [InlineData("", "bad-document")]
    [InlineData("not json", "bad-document")]
    [InlineData("{ \"before\": ", "bad-document")]
    [InlineData("[]", "bad-document", "holds []")]
    [InlineData("\"text\"", "bad-document")]
    [InlineData("42", "bad-document", "42")]
    [InlineData("null", "bad-document")]
    [InlineData("{}", "missing-field", "before")]
    public void Document_IsRefused_WhenItIsNotAnObjectOfAScan(string text, string code, string word = "JSON")
    {
        using var pair = new Pair();
        pair.Folder.Write("scan.json", text);
        pair.IsRefused(code, "scan.json", word);
    }

    [Fact]
    public void Document_IsRefused_WhenItIsMissingOrAFolder()
    {
        using var pair = new Pair();
        pair.IsRefused("missing-file", ["gone.json"], ["scan", "gone.json", "--out", "out"]);
        Directory.CreateDirectory(pair.Folder["folder.json"]);
        pair.IsRefused("missing-file", ["folder.json"], ["scan", "folder.json", "--out", "out"]);
    }

    [Fact]
    public void Document_IsRefused_WhenItIsAPipe()
    {
        using var pair = new Pair();
        EngineProcess.Shell($"mkfifo '{pair.Folder["pipe.json"]}'");
        pair.IsRefused("missing-file", ["pipe.json"], ["scan", "pipe.json", "--out", "out"]);
    }

    [Theory]
    [InlineData("\"vegetatedAt\"", "\"vegetatedat\"", "“rule.vegetatedat”", "“rule.vegetatedAt”")]
    [InlineData("\"changeOf\"", "\"changeof\"", "“rule.changeof”", "“rule.changeOf”")]
    [InlineData("\"bands\"", "\"band\"", "“before.band”", "“before.bands”")]
    [InlineData("\"nir\": 2", "\"nri\": 2", "“before.bands.nri”", "“before.bands.nir”")]
    [InlineData("\"index\"", "\"indeks\"", "“indeks”", "“index”")]
    [InlineData("\"name\"", "\"zone\": [], \"name\"", "“zone”", "“zones”")]
    [InlineData("\"red\": 1", "\"red\": { \"path\": \"before.tif\", \"bnad\": 1 }", "“before.bands.red.bnad”", "“before.bands.red.band”")]
    [InlineData("\"name\"", "\"target\": { \"nme\": \"crops\" }, \"name\"", "“target.nme”", "“target.name”")]
    public void UnknownField_IsRefused_WithTheNearestKnownOne(string part, string replacement, string found, string nearest)
    {
        using Pair pair = new Pair().With(part, replacement);
        pair.IsRefused("unknown-field", "scan.json", found, nearest);
    }

    [Theory]
    [InlineData("\"date\"", "\"collection\": \"S2\", \"date\"", "“before.collection”")]
    public void FieldOfTheFormat_IsRefusedNotIgnored_WhenThisVersionCannotAnswerIt(string part, string replacement, string field)
    {
        using Pair pair = new Pair().With(part, replacement);
        pair.IsRefused("not-supported", "scan.json", field);
    }

    [Theory]
    [InlineData("0.4", "1.01", "threshold-out-of-range", "“rule.vegetatedAt”", "1.01", "-1 to 1")]
    [InlineData("0.4", "-1.5", "threshold-out-of-range", "“rule.vegetatedAt”", "-1.5", "-1 to 1")]
    [InlineData("0.4", "40", "threshold-out-of-range", "“rule.vegetatedAt”", "40", "-1 to 1")]
    [InlineData("0.15", "-0.1", "threshold-out-of-range", "“rule.changeOf”", "-0.1", "0 to 2")]
    [InlineData("0.15", "2.1", "threshold-out-of-range", "“rule.changeOf”", "2.1", "0 to 2")]
    [InlineData("0.4", "0.4000001", "threshold-too-many-digits", "“rule.vegetatedAt”", "0.4000001", "6 decimals")]
    [InlineData("0.15", "0.1234567", "threshold-too-many-digits", "“rule.changeOf”", "0.1234567", "6 decimals")]
    [InlineData("\"name\"", "\"season\": {}, \"name\"", "bad-field", "“season”", "{}", "not both")]
    [InlineData("0.4", "null", "bad-field", "“rule.vegetatedAt”", "null", "a number")]
    [InlineData("0.4", "1e400", "bad-field", "“rule.vegetatedAt”", "1e400", "a number")]
    [InlineData("\"vegetatedAt\": 0.4,", "", "missing-field", "“rule.vegetatedAt”", "missing", "“rule”")]
    public void Threshold_IsRefused_WhenItCannotBeComparedExactly(string part, string replacement, string code, string field, string found, string expected)
    {
        using Pair pair = new Pair().With(part, replacement);
        pair.IsRefused(code, "scan.json", field, found, expected);
    }

    [Theory]
    [InlineData("NDVI", "NDWI", "not-vegetation", "does not measure vegetation")]
    [InlineData("NDVI", "NDMI", "not-vegetation", "does not measure vegetation")]
    [InlineData("NDVI", "NVDI", "bad-field", "NDVI")]
    [InlineData("NDVI", "SAVI", "scale-missing", "reflectance")]
    [InlineData("NDVI", "EVI2", "scale-missing", "reflectance")]
    public void Index_IsRefused_WhenItCannotSayVegetated(string part, string replacement, string code, string words)
    {
        using Pair pair = new Pair().With(part, replacement);
        pair.IsRefused(code, code == "scale-missing" ? "before.tif" : "“index”", words);
    }

    [Theory]
    [InlineData("2020-06-01", "2022-06-01", "bad-field", "“before.date”")]
    [InlineData("2020-06-01", "1 June 2020", "bad-field", "“before.date”")]
    [InlineData("2020-06-01", "2020-02-30", "bad-field", "“before.date”")]
    [InlineData("\"red\": 1", "\"red\": 0", "bad-field", "“before.bands.red”")]
    [InlineData("\"red\": 1", "\"red\": \"1\"", "bad-field", "“before.bands.red”")]
    [InlineData("\"date\"", "\"scale\": 0, \"date\"", "bad-field", "“before.scale”")]
    [InlineData("\"date\"", "\"noData\": [0], \"date\"", "bad-field", "“before.noData”")]
    [InlineData("\"name\": \"pair\"", "\"name\": \"\"", "bad-field", "“name”")]
    [InlineData("\"index\"", "\"compare\": \"seasonal\", \"index\"", "bad-field", "“compare”")]
    [InlineData("\"path\": \"before.tif\",", "", "missing-field", "“before.path”")]
    [InlineData("\"name\"", "\"index\": \"NDVI\", \"name\"", "bad-document", "index")]
    [InlineData("\"red\": 1", "\"red\": 1, \"red\": 2", "bad-document", "red")]
    public void Field_IsRefused_WhenItMeansNothing(string part, string replacement, string code, string field)
    {
        using Pair pair = new Pair().With(part, replacement);
        pair.IsRefused(code, "scan.json", field);
    }
}
