using System.Text.Json;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>The real pairs of data-samples against numbers that share no code with the engine.</summary>
public sealed class SampleScanTests(SampleResults samples)
{
    private const double HectaresTolerance = 1e-6;

    public static TheoryData<string> Names => SampleResults.Names;

    [Theory, MemberData(nameof(Names))]
    public void Report_HoldsTheIndependentNumbers_OfASample(string name)
    {
        (JsonElement report, JsonElement expected) = (samples.Report(name), SampleResults.Expected(name));
        foreach (string date in (string[])["before", "after"])
        {
            Assert.Equal(expected.GetProperty(date).GetProperty("date").GetString(), report.GetProperty(date).GetProperty("date").GetString());
            Same(expected, report, date, "vegetated");
            Same(expected, report, date, "alone", "vegetated");
            Same(expected, report, date, "alone", "observed");
        }

        Same(expected, report, "observed");
        Same(expected, report, "notSeen");
        foreach (string way in (string[])["up", "upSmall", "down", "downSmall", "bothAtOrAbove", "bothBelow"])
        {
            Same(expected, report, "transitions", way);
        }

        JsonElement[] classes = [.. report.GetProperty("classes").EnumerateArray()];
        Assert.Equal([1, 2, 3, 4], classes.Select(c => c.GetProperty("value").GetInt32()));
        Assert.Equal(["kept", "gained", "lost", "other"], classes.Select(c => c.GetProperty("name").GetString()!));
        foreach (JsonElement entry in classes)
        {
            Same(expected.GetProperty("classes")[entry.GetProperty("value").GetInt32()], entry);
        }

        JsonElement unseen = expected.GetProperty("notSeen"), found = report.GetProperty("notSeen");
        Assert.Equal(unseen.GetProperty("noData").GetInt64() + unseen.GetProperty("invalid").GetInt64(), found.GetProperty("noData").GetInt64());
        Assert.Equal(unseen.GetProperty("saturated").GetInt64(), found.GetProperty("saturated").GetInt64());
        Assert.Equal(expected.GetProperty("observedShare").GetDouble(), report.GetProperty("observedShare").GetDouble(), 1e-6);
    }

    [Theory, MemberData(nameof(Names))]
    public void Report_HoldsTheIndependentNumbers_OfMovedDatesAndOtherThresholds(string name)
    {
        (JsonElement report, JsonElement expected) = (samples.Report(name), SampleResults.Expected(name));
        JsonElement shift = report.GetProperty("shiftSensitivity");
        JsonElement[] moves = [.. shift.GetProperty("moves").EnumerateArray()];
        Assert.Equal(4, moves.Length);
        foreach (JsonElement move in expected.GetProperty("shifts").EnumerateArray())
        {
            JsonElement found = Assert.Single(moves, m => m.GetProperty("columns").GetInt32() == move.GetProperty("dx").GetInt32() && m.GetProperty("rows").GetInt32() == move.GetProperty("dy").GetInt32());
            Same(move, found, "gained");
            Same(move, found, "lost");
        }

        Assert.Equal(moves.Max(m => Hectares(m.GetProperty("gained"))), shift.GetProperty("gainedHectares").GetDecimal());
        Assert.Equal(moves.Max(m => Hectares(m.GetProperty("lost"))), shift.GetProperty("lostHectares").GetDecimal());

        JsonElement[] rows = [.. report.GetProperty("sensitivity").EnumerateArray()];
        Assert.Equal(9, rows.Length);
        foreach (JsonElement row in expected.GetProperty("sensitivity").EnumerateArray())
        {
            JsonElement found = Assert.Single(rows, r => Number(r, "vegetatedAt") == Number(row, "vegetatedAt") && Number(r, "changeOf") == Number(row, "changeOf"));
            foreach (string value in (string[])["kept", "gained", "lost", "other"])
            {
                Same(row, found, value);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Report_Balances_InPixelsAndHectares(string name)
    {
        JsonElement report = samples.Report(name), t = report.GetProperty("transitions"), grid = report.GetProperty("grid");
        JsonElement before = report.GetProperty("before").GetProperty("vegetated"), after = report.GetProperty("after").GetProperty("vegetated");
        Assert.Equal(Pixels(after), Pixels(before) + Way(Pixels, "up") + Way(Pixels, "upSmall") - Way(Pixels, "down") - Way(Pixels, "downSmall"));
        Assert.Equal(Hectares(after), Hectares(before) + Way(Hectares, "up") + Way(Hectares, "upSmall") - Way(Hectares, "down") - Way(Hectares, "downSmall"));

        JsonElement[] classes = [.. report.GetProperty("classes").EnumerateArray()];
        Assert.Equal(Pixels(report.GetProperty("observed")), classes.Sum(Pixels));
        Assert.Equal(Hectares(report.GetProperty("observed")), classes.Sum(Hectares));
        Assert.Equal(
            grid.GetProperty("width").GetInt64() * grid.GetProperty("height").GetInt64(),
            Pixels(report.GetProperty("observed")) + Pixels(report.GetProperty("notSeen")) + Pixels(report.GetProperty("outside")));

        T Way<T>(Func<JsonElement, T> of, string way) => of(t.GetProperty(way));
    }

    [Theory, MemberData(nameof(Names))]
    public void Report_NamesGridRuleAndInputs_OfItsQuestion(string name)
    {
        JsonElement report = samples.Report(name), grid = report.GetProperty("grid");
        JsonElement expected = SampleResults.Expected(name).GetProperty("grid"), document = SampleResults.Read(SampleResults.Document(name));
        Assert.Equal(name, report.GetProperty("name").GetString());
        Assert.Equal("mapped", report.GetProperty("areaKind").GetString());
        Assert.False(report.GetProperty("review").GetBoolean());
        Assert.Matches("^[0-9a-f]{64}$", report.GetProperty("scanId").GetString()!);
        foreach (string field in (string[])["crs", "width", "height", "pixelSize", "origin", "nominalPixelHectares"])
        {
            Assert.True(JsonElement.DeepEquals(expected.GetProperty(field), grid.GetProperty(field)) || Near(expected.GetProperty(field), grid.GetProperty(field)), $"{field}: {grid.GetProperty(field)}, expected {expected.GetProperty(field)}");
        }

        Assert.True(JsonElement.DeepEquals(document.GetProperty("rule"), report.GetProperty("rule")));
        Assert.Equal([Path(document, "before"), Path(document, "after")], report.GetProperty("inputs").EnumerateArray().Select(i => i.GetProperty("path").GetString()));

        static string? Path(JsonElement document, string date) => document.GetProperty(date).GetProperty("path").GetString();

        static bool Near(JsonElement a, JsonElement b) => a.ValueKind == JsonValueKind.Array
            ? a.EnumerateArray().Zip(b.EnumerateArray()).All(p => Near(p.First, p.Second))
            : a.ValueKind == JsonValueKind.Number && Math.Abs(a.GetDouble() - b.GetDouble()) <= 1e-12 * Math.Abs(a.GetDouble());
    }

    [Theory, MemberData(nameof(Names))]
    public void ResultFolder_HoldsExactlyItsFiles_AndNothingLiesBesideIt(string name)
    {
        string result = samples.Result(name);
        Assert.Equal(
            ["after.tif", "before.tif", "item.json", "mask.qml", "mask.tif", "preview.png", "report.html", "report.json", "timings.json"],
            Directory.EnumerateFileSystemEntries(result).Select(e => System.IO.Path.GetFileName(e)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(System.IO.Path.GetDirectoryName(SampleResults.Document(name))!), e => e.EndsWith(".aux.xml", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Object, SampleResults.Read(System.IO.Path.Combine(result, "timings.json")).ValueKind);
    }

    private static void Same(JsonElement expected, JsonElement found, params string[] path)
    {
        foreach (string step in path)
        {
            (expected, found) = (expected.GetProperty(step), found.GetProperty(step));
        }

        string where = string.Join('.', path);
        Assert.True(Pixels(expected) == Pixels(found), $"{where}: {Pixels(found)} pixels, expected {Pixels(expected)}");
        double difference = (double)Math.Abs(Hectares(expected) - Hectares(found));
        Assert.True(difference <= HectaresTolerance * (double)Hectares(expected), $"{where}: {Hectares(found)} ha, expected {Hectares(expected)}");
    }

    private static long Pixels(JsonElement figure) => figure.GetProperty("pixels").GetInt64();

    private static decimal Hectares(JsonElement figure) => figure.TryGetProperty("hectares", out JsonElement value) ? value.GetDecimal() : 0m;

    private static decimal Number(JsonElement row, string name) => row.GetProperty(name).GetDecimal();
}
