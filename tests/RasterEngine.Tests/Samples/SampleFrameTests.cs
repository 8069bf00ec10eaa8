using RasterEngine.Samples;
using Xunit;

namespace RasterEngine.Tests.Samples;

/// <summary>What a frame holds, against plain loops over the map.</summary>
public sealed class SampleFrameTests
{
    // A field every 40 pixels, 3 wide and high; a strip nobody saw at the right.
    private static readonly SyntheticMap Map = new(203, 157, (c, r) => c >= 190 ? 0 : c % 40 < 3 && r % 40 < 3 ? 1 : 2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Buffer_IsEverythingElseWithinItsWidth(int width)
    {
        using var folder = new TemporaryFolder();
        (SampleFrame frame, FrameTally tally) = Count(folder, Map, $$"""{ "target": "crop", "size": 100, "bufferPixels": {{width}} }""");
        byte[] values = Map.Values();
        long near = 0, crop = 0, other = 0, unseen = 0;
        for (int r = 0; r < Map.Height; r++)
        {
            for (int c = 0; c < Map.Width; c++)
            {
                bool touches = Enumerable.Range(r - width, (2 * width) + 1).Where(y => y >= 0 && y < Map.Height)
                    .Any(y => Enumerable.Range(c - width, (2 * width) + 1).Any(x => x >= 0 && x < Map.Width && values[(y * Map.Width) + x] == 1));
                switch (values[(r * Map.Width) + c])
                {
                    case 1: crop++; break;
                    case 0: unseen++; break;
                    default: (near, other) = touches ? (near + 1, other) : (near, other + 1); break;
                }
            }
        }

        Assert.Equal([crop, other, near, unseen], tally.Units);
        Assert.Equal(["crop", "other", "buffer", "not seen"], frame.StrataNames);
        Assert.Equal([crop, other + near, unseen], tally.Mapped.Select(m => m.Pixels));
        Assert.Equal(tally.Mapped.Sum(m => m.Hectares), Enumerable.Range(0, 4).Sum(i => tally.Area(i).Hectares));
    }

    [Fact]
    public void Tally_IsTheSame_ForAnyBlocksAndWorkers()
    {
        using var folder = new TemporaryFolder();
        const string design = """{ "target": "crop", "size": 100, "bufferPixels": 3, "unit": { "cellMetres": 50 } }""";
        (_, FrameTally tiles) = Count(folder, Map, design);
        (_, FrameTally strips) = Count(folder, Map with { Options = ["BLOCKYSIZE=7"] }, design, workers: 3);

        Assert.Equal(tiles.Units, strips.Units);
        Assert.Equal(tiles.Mapped, strips.Mapped);
        Assert.Equal(41 * 32, tiles.Units.Sum());
    }

    [Fact]
    public void Cell_IsWhatMostOfItIs_AndOneThatHoldsSomeOfTheTarget_IsInTheBuffer()
    {
        using var folder = new TemporaryFolder();

        // Cells of 2 × 2: all crop, three quarters crop, a quarter crop, none.
        int[,] values = { { 1, 1, 1, 2, 1, 2, 2, 2 }, { 1, 1, 1, 1, 2, 2, 2, 2 } };
        (_, FrameTally tally) = Count(folder, new SyntheticMap(8, 2, (c, r) => values[r, c]), """{ "target": "crop", "size": 8, "unit": { "cellMetres": 20 } }""");

        Assert.Equal([2, 1, 1, 0], tally.Units);
        Assert.Equal([8, 8, 0], tally.Mapped.Select(m => m.Pixels));
    }

    [Fact]
    public void FrameRaster_RestrictsThePopulation()
    {
        using var folder = new TemporaryFolder();
        new SyntheticMap(203, 157, (c, r) => r < 100 ? 7 : 8).Write(folder["frame.tif"]);
        (_, FrameTally tally) = Count(folder, Map, """{ "target": "crop", "size": 100, "frame": { "path": "frame.tif", "keep": [7] } }""");

        Assert.Equal(203 * 100, tally.Units.Sum());
        Assert.Equal(13 * 100, tally.Units[^1]);
    }

    [Fact]
    public void Hectares_AreTrueGroundArea()
    {
        using var folder = new TemporaryFolder();
        (SampleFrame frame, FrameTally tally) = Count(folder, Map, """{ "target": "crop", "size": 100 }""");
        long[] row = new long[Map.Width];
        Int128 steps = 0;
        for (int r = 0; r < Map.Height; r++)
        {
            frame.Areas.Row(r, 0, row);
            steps += row.Sum();
        }

        Assert.Equal(frame.Areas.SumOfShares(steps * RasterEngine.Areas.Area.ShareParts).Hectares, Enumerable.Range(0, 4).Sum(i => tally.Area(i).Hectares));
    }

    [Theory]
    [InlineData("""{ "target": "poppy", "size": 100 }""", "class-unknown", "poppy", "crop, other")]
    [InlineData("""{ "target": "crop", "size": 100, "expected": { "crops": 0.8 } }""", "class-unknown", "crops", "buffer")]
    [InlineData("""{ "target": "crop", "size": 100, "unit": { "cellMetres": 15 } }""", "bad-unit", "15 m", "20 m")]
    [InlineData("""{ "target": "crop", "size": 100, "mapTo": { "crop": ["crop"], "no": ["wood"] } }""", "class-unknown", "wood", "crop, other")]
    [InlineData("""{ "target": "crop", "size": 100, "mapTo": { "crop": ["crop"], "no": [] } }""", "class-unknown", "other", "mapTo")]
    [InlineData("""{ "target": "crop", "size": 3, "floor": 0 }""", "bad-field", "size", "6")]
    [InlineData("""{ "target": "vegetated-after", "size": 100 }""", "class-unknown", "vegetated-after", "two dates")]
    public void Design_IsRefused_WhenItDoesNotFitTheMap(string design, string code, string found, string expected)
    {
        using var folder = new TemporaryFolder();
        ScanException e = Assert.Throws<ScanException>(() =>
        {
            (SampleFrame frame, FrameTally tally) = Count(folder, Map, design);
            SamplePlan.Make("design.json", Parse(folder, design), frame, tally);
        });

        Assert.Equal(code, e.Code);
        Assert.Contains(found, e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_IsRefused_WhenItHoldsANumberThatNoClassHas()
    {
        using var folder = new TemporaryFolder();
        ScanException e = Assert.Throws<ScanException>(() => Count(folder, new SyntheticMap(100, 100, (c, r) => c == 31 && r == 77 ? 9 : 1), """{ "target": "crop", "size": 100 }"""));

        Assert.Equal("class-unknown", e.Code);
        Assert.Contains("holds 9 at column 31, row 77", e.Message, StringComparison.Ordinal);
    }

    private static (SampleFrame Frame, FrameTally Tally) Count(TemporaryFolder folder, SyntheticMap map, string design, int workers = 1)
    {
        ClassRaster raster = map.Open(folder["map.tif"]);
        SampleFrame frame = SampleFrame.Of("design.json", Parse(folder, design), raster);
        return (frame, FrameTally.Count(frame, workers, _ => { }, CancellationToken.None));
    }

    private static SampleDesign Parse(TemporaryFolder folder, string design) => SampleDesignDocument.Parse("design.json", System.Text.Encoding.UTF8.GetBytes(design), folder.Path);
}
