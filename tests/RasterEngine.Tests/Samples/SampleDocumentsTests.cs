using System.Text;
using RasterEngine.Samples;
using Xunit;

namespace RasterEngine.Tests.Samples;

public sealed class SampleDocumentsTests
{
    [Theory]
    [InlineData("""{ "1": "crop", "2": "other" }""")]
    [InlineData("""{ "crop": 1, "other": 2 }""")]
    [InlineData("""{ "classes": { "1": "crop", "2": "other" } }""")]
    [InlineData("""{ "band": 1, "classes": [ { "value": 1, "name": "crop" }, { "value": 2, "name": "other" } ] }""")]
    public void Classes_AreRead_InAllSpellings(string json)
    {
        (int band, MapLegend legend) = ClassesDocument.Parse("classes.json", Encoding.UTF8.GetBytes(json));

        Assert.Equal(1, band);
        Assert.Equal([new MapClass(1, "crop"), new MapClass(2, "other")], legend.Classes);
        Assert.Equal([0, 1, MapLegend.Unknown], ((double[])[1, 2, 1.5]).Select(v => (int)legend.Meaning(v)));
    }

    [Theory]
    [InlineData("""{ "1": "crop", "2": "crop" }""", "bad-field")]
    [InlineData("""{ "1": "buffer" }""", "bad-field")]
    [InlineData("""{ "classes": { "1": "crop" }, "notObserved": [1] }""", "bad-field")]
    [InlineData("""{ "classes": { "70000": "crop" } }""", "bad-field")]
    [InlineData("""{ "classes": { "1": "crop" }, "nodata": [0] }""", "unknown-field")]
    [InlineData("""{ "crop": "yes" }""", "bad-field")]
    [InlineData("""[1]""", "bad-document")]
    [InlineData("""{}""", "bad-field")]
    public void Classes_AreRefused_WhenTheyAreAmbiguous(string json, string code) =>
        Assert.Equal(code, Assert.Throws<ScanException>(() => ClassesDocument.Parse("classes.json", Encoding.UTF8.GetBytes(json))).Code);

    [Fact]
    public void Design_IsRead_AsTheContractSays()
    {
        SampleDesign design = Design("""
            { "target": "gained", "unit": { "cellMetres": 100 }, "size": { "marginPercent": 10 }, "allocation": "power",
              "referenceClasses": ["crop","other"], "mapTo": { "crop": ["kept","gained"], "other": ["lost","other"] }, "floor": 25, "bufferPixels": 2,
              "expected": { "gained": 0.8 }, "frame": { "path": "f.tif", "keep": [1,2] }, "seed": 9 }
            """);

        Assert.Equal(("gained", 100.0, Allocation.Power, 25, 2, 9L), (design.Target, design.CellMetres, design.Allocation, design.Floor, design.BufferPixels, design.Seed));
        Assert.Equal(new SampleSize(null, null, 10), design.Size);
        Assert.Equal(["crop", "other"], design.ReferenceClasses!.Select(r => r.Name));
        Assert.Equal(["kept", "gained"], design.ReferenceClasses![0].MapTo);
        Assert.Equal(0.8, design.Expected["gained"]);
        Assert.Equal([1, 2], design.Frame!.Keep);
    }

    [Theory]
    [InlineData("""{ "size": 600 }""", "missing-field", "target")]
    [InlineData("""{ "target": "crop" }""", "missing-field", "size")]
    [InlineData("""{ "target": "crop", "size": 600, "alocation": "neyman" }""", "unknown-field", "allocation")]
    [InlineData("""{ "target": "crop", "size": 600, "allocation": "optimal" }""", "bad-field", "neyman")]
    [InlineData("""{ "target": "crop", "size": 60.5 }""", "bad-field", "whole number")]
    [InlineData("""{ "target": "crop", "size": -5 }""", "bad-field", "whole number")]
    [InlineData("""{ "target": "crop", "size": {} }""", "bad-field", "marginPercent")]
    [InlineData("""{ "target": "crop", "size": { "standardErrorHectares": -3 } }""", "bad-field", "above 0")]
    [InlineData("""{ "target": "crop", "size": 600, "expected": { "crop": 80 } }""", "bad-field", "0 to 1")]
    [InlineData("""{ "target": "crop", "size": 600, "referenceClasses": ["crop"] }""", "bad-field", "two or more")]
    [InlineData("""{ "target": "crop", "size": 600, "referenceClasses": ["crop", "crop"] }""", "bad-field", "of their own")]
    [InlineData("""{ "target": "crop", "size": 600, "seed": 1.5 }""", "bad-field", "whole number")]
    [InlineData("""{ "target": "crop", "size": 600, "frame": { "path": "/vsicurl/http://x/f.tif", "keep": [1] } }""", "not-a-plain-path", "plain file")]
    public void Design_IsRefused_WithTheFieldAndTheRemedy(string json, string code, string words)
    {
        ScanException e = Assert.Throws<ScanException>(() => Design(json));
        Assert.Equal(code, e.Code);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("design.json: ", e.Message, StringComparison.Ordinal);
    }

    private static SampleDesign Design(string json) => SampleDesignDocument.Parse("design.json", Encoding.UTF8.GetBytes(json), Path.GetTempPath());
}
