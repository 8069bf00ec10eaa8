using System.Text;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Publication;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tests.Kernels;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Whole scans of scenes whose truth is known pixel by pixel, through real files and real libgdal.</summary>
public sealed class ScanPipelineTests
{
    private static readonly decimal[] Thresholds = [0.35m, 0.4m, 0.45m], Changes = [0.10m, 0.15m, 0.20m];

    [Theory]
    [InlineData(PixelType.Byte)]
    [InlineData(PixelType.UInt16)]
    [InlineData(PixelType.Int16)]
    [InlineData(PixelType.Float32)]
    [InlineData(PixelType.Float64)]
    public void Scan_CountsEveryPixel_AsTheDefinitionDoes(PixelType type)
    {
        using var folder = new TemporaryFolder();
        var before = new SyntheticScene(0, 0, 700, 410, Ground(1)) { Type = type, NoData = 0 };
        var after = new SyntheticScene(-37, 21, 650, 500, Ground(2)) { Type = type, NoData = 0, Options = ["TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128"] };
        ScanResult result = Run(folder, before, after, workers: 2);

        // The overlap: columns 0..613, rows 21..410 of the lattice.
        Assert.Equal((613, 389), (result.Plan.Grid.Width, result.Plan.Grid.Height));
        long[] expected = Truth(before, after, (0, 0), out long[] transitions);
        Assert.Equal(expected[1..], ChangeClasses.Observed.Select(c => result.Tally.Class(c).Pixels));
        Assert.Equal(expected[0], result.Tally.NotSeen.Pixels);
        Assert.Equal(transitions, Enum.GetValues<Transition>().Select(t => result.Tally.Transition(t).Pixels));
        Assert.All(expected, n => Assert.True(n > 500, "the scene must hold every class"));
    }

    [Fact]
    public void Moves_AreComparedAtEveryPixel_AcrossTheSeamsOfTiles()
    {
        using var folder = new TemporaryFolder();
        var before = new SyntheticScene(0, 0, 1100, 600, Ground(1)) { NoData = 0 };
        SyntheticScene after = before with { Ground = Ground(2) };
        ScanResult result = Run(folder, before, after, workers: 3);
        Assert.True(result.Plan.Tiles is { Columns: > 1, Rows: > 1 });
        foreach ((Move move, int index) in Move.All.Select((m, i) => (m, i)))
        {
            long[] expected = Truth(before, after, (move.Columns, move.Rows), out _);
            Assert.Equal((expected[2], expected[3]), (result.Moved[index].Gained.Pixels, result.Moved[index].Lost.Pixels));
        }
    }

    [Fact]
    public void Scan_GivesTheSameBytes_ForAnyNumberOfWorkers()
    {
        using var folder = new TemporaryFolder();
        var before = new SyntheticScene(0, 0, 1100, 1060, Ground(1)) { NoData = 0 };
        SyntheticScene after = before with { Ground = Ground(2) };
        var results = new List<(byte[] Mask, byte[] Report)>();
        foreach (int workers in (int[])[1, 2, 3, 7])
        {
            string directory = folder[$"out{workers}"];
            Publish(folder, before, after, directory, workers);
            results.Add((File.ReadAllBytes(Path.Combine(directory, "mask.tif")), File.ReadAllBytes(Path.Combine(directory, "report.json"))));
        }

        Assert.All(results, r => Assert.Equal(results[0].Mask, r.Mask));
        Assert.All(results, r => Assert.Equal(results[0].Report, r.Report));
    }

    [Fact]
    public void Scan_LeavesOutHiddenPixels_AndCountsThemAsMasked()
    {
        using var folder = new TemporaryFolder();
        var before = new SyntheticScene(0, 0, 300, 200, (_, _) => (1000, 5000)) { Hidden = (c, _) => c < 50 };
        var after = new SyntheticScene(0, 0, 300, 200, (_, _) => (3000, 3200));
        ScanResult result = Run(folder, before, after, workers: 2);
        Assert.Equal((50 * 200, 0, 250 * 200), (result.Tally.Masked.Pixels, result.Tally.NoData.Pixels, result.Tally.Class(ChangeClass.Lost).Pixels));
        Assert.Equal((250 * 200, 300 * 200), (result.Tally.ObservedBeforeAlone.Pixels, result.Tally.ObservedAfterAlone.Pixels));
    }

    [Fact]
    public void Scan_CountsSaturatedPixelsApart()
    {
        using var folder = new TemporaryFolder();
        var before = new SyntheticScene(0, 0, 100, 100, (c, _) => (c < 10 ? 65535 : 1000, 5000));
        ScanResult result = Run(folder, before, before with { Ground = (_, _) => (1000, 5000) }, workers: 1);
        Assert.Equal((1000, 9000), (result.Tally.Saturated.Pixels, result.Tally.Class(ChangeClass.Kept).Pixels));
    }

    [Fact]
    public void Savi_NeedsTheScaleOfItsOwnBandsOnly()
    {
        // The image's green and blue describe themselves and are drawn, but the document scales red and NIR alone.
        string image = Repository.Path("data-samples", "inn-fields", "t1_early_summer.tif");
        string scaled = $$"""{ "path": "{{image}}", "bands": { "red": { "band": 1, "scale": 0.0001 }, "nir": { "band": 4, "scale": 0.0001 } } }""";
        string document = $$"""{ "before": {{scaled}}, "after": {{scaled}}, "index": "SAVI", "rule": { "vegetatedAt": 0.3, "changeOf": 0.1 } }""";
        ScanPlan plan = ScanPlan.Make(ScanDocument.Parse("scan.json", Encoding.UTF8.GetBytes(document), Repository.Root, "savi"));
        Assert.Contains("green", plan.Before.Bands.Keys);

        string unscaled = document.Replace(", \"scale\": 0.0001", "", StringComparison.Ordinal);
        Assert.Equal("scale-missing", Assert.Throws<ScanException>(() => ScanPlan.Make(ScanDocument.Parse("scan.json", Encoding.UTF8.GetBytes(unscaled), Repository.Root, "savi"))).Code);
    }

    [Fact]
    public void Scan_RefusesAScale_ThatMakesNoReflectance()
    {
        using var folder = new TemporaryFolder();
        var scene = new SyntheticScene(0, 0, 100, 100, (_, _) => (1000, 5000));
        scene.Write(folder["before.tif"]);
        scene.Write(folder["after.tif"]);
        Scan scan = ScanDocument.Parse(
            "scan.json",
            Encoding.UTF8.GetBytes("""{ "before": { "path": "before.tif", "scale": 0.0001, "offset": 1000, "bands": { "red": 1, "nir": 2 } }, "after": { "path": "after.tif", "scale": 0.0001, "offset": 0, "bands": { "red": 1, "nir": 2 } }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }"""),
            folder.Path,
            "offset");
        Assert.Equal("scale-unusable", Assert.Throws<ScanException>(() => ScanPublication.Run(scan, folder["out"], 1, _ => { }, CancellationToken.None)).Code);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void Scan_RefusesAnInput_ThatChangedMeanwhile()
    {
        using var folder = new TemporaryFolder();
        var scene = new SyntheticScene(0, 0, 100, 100, (_, _) => (1000, 5000));
        ScanPlan plan = Plan(folder, scene, scene);
        IReadOnlyList<InputFile> inputs = plan.RegisterInputs();
        File.SetLastWriteTimeUtc(folder["after.tif"], DateTime.UtcNow.AddSeconds(5));
        ScanException e = Assert.Throws<ScanException>(() => ScanPipeline.Run(plan, inputs, folder.Path, 1, new StageTimes(), _ => { }, CancellationToken.None));
        Assert.Equal("input-changed", e.Code);
    }

    [Fact]
    public void Scan_StopsAndLeavesNothing_WhenCancelled()
    {
        using var folder = new TemporaryFolder();
        var scene = new SyntheticScene(0, 0, 1100, 1060, Ground(1));
        Plan(folder, scene, scene);
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => ScanPublication.Run(Question(folder), folder["out"], 2, p => { if (p.DonePixels > 0) { cancel.Cancel(); } }, cancel.Token));
        Assert.Equal(["after.tif", "before.tif"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    internal static Scan Question(TemporaryFolder folder) => ScanDocument.Parse(
        "scan.json",
        Encoding.UTF8.GetBytes("""{ "before": { "path": "before.tif", "bands": { "red": 1, "nir": 2 } }, "after": { "path": "after.tif", "bands": { "red": 1, "nir": 2 } }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }"""),
        folder.Path,
        "synthetic");

    private static ScanPlan Plan(TemporaryFolder folder, SyntheticScene before, SyntheticScene after)
    {
        before.Write(folder["before.tif"]);
        after.Write(folder["after.tif"]);
        return ScanPlan.Make(Question(folder));
    }

    private static ScanResult Run(TemporaryFolder folder, SyntheticScene before, SyntheticScene after, int workers)
    {
        ScanPlan plan = Plan(folder, before, after);
        return ScanPipeline.Run(plan, plan.RegisterInputs(), folder.Path, workers, new StageTimes(), _ => { }, CancellationToken.None);
    }

    private static void Publish(TemporaryFolder folder, SyntheticScene before, SyntheticScene after, string directory, int workers)
    {
        Plan(folder, before, after);
        ScanPublication.Run(Question(folder), directory, workers, _ => { }, CancellationToken.None);
    }

    // Fields of 23 × 17 pixels, some noise, a wedge of nodata; numbers fit a byte so that every type can hold them.
    private static Func<int, int, (int Red, int Nir)> Ground(int date) => (column, row) =>
    {
        int field = Math.Abs(HashCode((column + 5000) / 23, (row + 5000) / 17)), noise = Math.Abs(HashCode(column * 3, row + (date * 7919))) % 9;
        int greenness = field % 5 < 2 ? field % 90 : (field / (date == 1 ? 7 : 11)) % 90;
        bool missing = date == 1 ? column + row < 60 : column - row > 420;
        return missing ? (0, 0) : (20 + noise, 22 + greenness + noise);
    };

    // A fixed scramble of two numbers; System.HashCode is seeded anew in each process.
    private static int HashCode(int a, int b)
    {
        uint h = ((uint)a * 0x9E3779B1) ^ ((uint)b * 0x85EBCA77);
        h = (h ^ (h >> 15)) * 0xC2B2AE3D;
        return (int)((h ^ (h >> 13)) & 0x7FFFFFFF);
    }

    // Class counts 0..4 and transitions over the common pixels, each from exact fractions.
    private static long[] Truth(SyntheticScene before, SyntheticScene after, (int Columns, int Rows) move, out long[] transitions)
    {
        var oracle = PairCases.Same(RasterEngine.Kernels.IndexForm.NormalisedDifference, new RasterEngine.Kernels.BandForm(1m, 0m, 0), 0.4m, 0.15m).Oracle;
        Assert.Equal((Thresholds[1], Changes[1]), (0.4m, 0.15m));
        long[] classes = new long[5];
        long[] counted = new long[6];
        int left = Math.Max(before.Column, after.Column), top = Math.Max(before.Row, after.Row);
        int right = Math.Min(before.Column + before.Width, after.Column + after.Width), bottom = Math.Min(before.Row + before.Height, after.Row + after.Height);
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
            {
                (int c2, int r2) = (column - move.Columns, row - move.Rows);
                if (c2 < left || c2 >= right || r2 < top || r2 >= bottom)
                {
                    continue;
                }

                (int red1, int nir1) = before.Ground(column, row);
                (int red2, int nir2) = after.Ground(c2, r2);
                Add(oracle.Cell(nir1, red1, nir2, red2));
            }
        }

        transitions = counted;
        return classes;

        // Decoded by hand from the meaning of a cell: level 2 and up is vegetated, step ±2 and beyond is a change of D.
        void Add(byte cell)
        {
            if (cell >= 128)
            {
                classes[0]++;
                return;
            }

            int s1 = cell / 32, s2 = cell / 8 % 4, step = (cell % 8) - 3;
            bool v1 = s1 >= 2, v2 = s2 >= 2;
            int transition = v1 && v2 ? 4 : !v1 && !v2 ? 5 : v2 ? (step >= 2 ? 0 : 1) : (step <= -2 ? 2 : 3);
            counted[transition]++;
            classes[transition switch { 0 => 2, 2 => 3, 4 or 3 => 1, _ => 4 }]++;
        }
    }
}
