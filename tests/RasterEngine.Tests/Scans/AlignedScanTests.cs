using RasterEngine.Masks;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Dates on different lattices, brought to one grid tile by tile; the truth is known.</summary>
public sealed class AlignedScanTests
{
    private const string Nearest = """, "grid": { "like": "before", "resampling": "nearest" }""";

    private static readonly SyntheticScene Before = new(0, 0, 700, 600, (c, r) => (1000, 1200 + (((c * 7) + (r * 13)) % 4000)));
    private static readonly SyntheticScene After = Before with { Ground = (c, r) => (1000, 1200 + (((c * 11) + (r * 3)) % 4000)) };

    [Fact]
    public void WholePixelShift_GivesTheSameNumbers_WithAGridAndWithout()
    {
        using var folder = new TemporaryFolder();
        Before.Write(folder["before.tif"]);
        (After with { Column = 30, Row = -20 }).Write(folder["after.tif"]);
        (_, ReportDocument plain) = Question.Run(folder, Question.Pair());
        (_, ReportDocument grid) = Question.Run(folder, Question.Pair(Nearest), output: "grid");
        Assert.Equal((670, 580), (grid.Grid.Width, grid.Grid.Height));
        Assert.Equal(plain.Classes, grid.Classes);
        Assert.Equal(plain.ShiftSensitivity.Moves, grid.ShiftSensitivity.Moves);
    }

    [Theory]
    [InlineData(0.4, 0)]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    [InlineData(-0.4, 0)]
    [InlineData(-5.1, -1)]
    public void PartOfAPixelsShift_TakesThePixelThatHoldsTheCentre(double metres, int columns)
    {
        // The later scene lies some metres east: a cell's centre then falls into the column left of it, once that is more than half a pixel.
        using var folder = new TemporaryFolder();
        Before.Write(folder["before.tif"]);
        (After with { Shift = (metres, metres) }).Write(folder["after.tif"]);
        Assert.Equal("different-lattice", Question.Refusal(folder, Question.Pair()));
        (_, ReportDocument report) = Question.Run(folder, Question.Pair(Nearest));
        long[] expected = new long[5];
        for (int row = 0; row < 600; row++)
        {
            for (int column = 0; column < 700; column++)
            {
                // A whole-pixel boundary exactly at the centre belongs to the pixel right of and below it.
                (int c, int r) = (column - columns, row - columns);
                expected[c is < 0 or >= 700 || r is < 0 or >= 600 ? 0 : Class(Before.Ground(column, row), After.Ground(c, r))]++;
            }
        }

        Assert.Equal(expected[1..], report.Pixels());
        Assert.Equal(expected[0], report.NotSeen.Pixels);
    }

    [Fact]
    public void SouthUpScene_IsTurned_WithoutTouchingANumber()
    {
        using var folder = new TemporaryFolder();
        Before.Write(folder["before.tif"]);
        After.Write(folder["after.tif"]);
        (_, ReportDocument expected) = Question.Run(folder, Question.Pair());
        (After with { IsSouthUp = true }).Write(folder["after.tif"]);
        Assert.Equal("south-up", Question.Refusal(folder, Question.Pair()));
        (_, ReportDocument turned) = Question.Run(folder, Question.Pair(Nearest), output: "turned");
        Assert.Equal(expected.Classes, turned.Classes);
        Assert.Equal(expected.ShiftSensitivity.Moves, turned.ShiftSensitivity.Moves);
    }

    [Theory]
    [InlineData("""{ "crs": "EPSG:4326", "pixelSize": [0.00004, 0.000027] }""")]
    [InlineData("""{ "crs": "EPSG:3857", "pixelSize": [4, 4] }""")]
    [InlineData("""{ "crs": "EPSG:32632", "pixelSize": [3, 3] }""")]
    [InlineData("""{ "crs": "EPSG:3035", "pixelSize": [3, 3] }""")]
    public void OneMask_HasTheSameHectares_InEveryCrs(string grid)
    {
        // Real fields, cells a third of a pixel: what differs is only where borders of pixels fall.
        string sample = Repository.Path("data-samples", "inn-fields");
        string document = $$"""
            { "before": { "path": "{{sample}}/t1_early_summer.tif" }, "after": { "path": "{{sample}}/t2_early_autumn.tif" }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 }#GRID }
            """;
        using var folder = new TemporaryFolder();
        (_, ReportDocument utm) = Question.Run(folder, document.Replace("#GRID", "", StringComparison.Ordinal));
        (ScanResult result, ReportDocument other) = Question.Run(folder, document.Replace("#GRID", $", \"grid\": {grid}", StringComparison.Ordinal), output: "other");
        Assert.True(result.Plan.IsResampled);
        Assert.All(utm.Classes.Zip(other.Classes), pair => Assert.Equal(1, (double)(pair.Second.Hectares / pair.First.Hectares), 0.0005));
        Assert.Equal(1, (double)(other.Before.Vegetated.Hectares / utm.Before.Vegetated.Hectares), 0.0005);
        Assert.Equal(1, (double)(other.After.Vegetated.Hectares / utm.After.Vegetated.Hectares), 0.0005);
        Assert.Equal(1, (double)(other.Observed.Hectares / utm.Observed.Hectares), 0.0001);
    }

    [Fact]
    public void Interpolation_LeavesAConstantGround_AndWhatWasObserved_AsTheyAre()
    {
        using var folder = new TemporaryFolder();
        var ground = new SyntheticScene(0, 0, 300, 200, (c, r) => c is >= 100 and < 110 && r < 50 ? (0, 0) : (1000, 3000)) { NoData = 0 };
        ground.Write(folder["before.tif"]);
        (ground with { Shift = (3, 2) }).Write(folder["after.tif"]);
        foreach (string method in (string[])["nearest", "bilinear", "cubic"])
        {
            (_, ReportDocument report) = Question.Run(folder, Question.Pair($$""", "grid": { "like": "before", "resampling": "{{method}}" }"""), output: method);
            Assert.Equal([300L * 200 - (10 * 50), 0, 0, 0], report.Pixels());
            Assert.Equal((500, 500), (report.NotSeen.Pixels, report.NotSeen.NoData));
        }
    }

    [Fact]
    public void Numbers_AreTheSame_ForAnyNumberOfWorkers_WhenInterpolated()
    {
        using var folder = new TemporaryFolder();
        (Before with { Width = 1200 }).Write(folder["before.tif"]);
        (After with { Width = 1200, Shift = (3.7, 1.2), SpatialReference = Before.SpatialReference }).Write(folder["after.tif"]);
        string document = Question.Pair(""", "grid": { "crs": "EPSG:32632", "pixelSize": [12, 12], "resampling": "bilinear" }""");
        (_, ReportDocument one) = Question.Run(folder, document, 1, "one");
        (_, ReportDocument three) = Question.Run(folder, document, 3, "three");
        Assert.Equal(one.Outputs, three.Outputs);
        Assert.Equal(one.ShiftSensitivity.Moves, three.ShiftSensitivity.Moves);
    }

    [Theory]
    [InlineData("""{ "crs": "http://127.0.0.1/x", "pixelSize": [10, 10] }""", "bad-field")]
    [InlineData("""{ "crs": "EPSG:999999", "pixelSize": [10, 10] }""", "bad-field")]
    [InlineData("""{ "crs": "EPSG:32633" }""", "missing-field")]
    [InlineData("""{ "like": "before", "crs": "EPSG:32633" }""", "bad-field")]
    [InlineData("""{ "crs": "EPSG:32633", "pixelSize": [0.00001, 0.00001] }""", "bad-grid")]
    [InlineData("""{ "like": "before", "resampling": "lanczos" }""", "bad-field")]
    public void Grid_IsRefused_WhenItCannotBeMade(string grid, string code)
    {
        using var folder = new TemporaryFolder();
        Before.Write(folder["before.tif"]);
        After.Write(folder["after.tif"]);
        Assert.Equal(code, Question.Refusal(folder, Question.Pair($", \"grid\": {grid}")));
    }

    // contract.md §3, in doubles far from every threshold's rounding: stored numbers are whole and T = 0.4, D = 0.15.
    private static int Class((int Red, int Nir) before, (int Red, int Nir) after)
    {
        decimal i1 = (decimal)(before.Nir - before.Red) / (before.Nir + before.Red), i2 = (decimal)(after.Nir - after.Red) / (after.Nir + after.Red);
        return i1 < 0.4m && i2 >= 0.4m && i2 - i1 >= 0.15m ? (int)ChangeClass.Gained
            : i1 >= 0.4m && i2 < 0.4m && i1 - i2 >= 0.15m ? (int)ChangeClass.Lost
            : i1 >= 0.4m ? (int)ChangeClass.Kept : (int)ChangeClass.Other;
    }
}
