using RasterEngine.Gdal;
using RasterEngine.Publication;
using RasterEngine.Scans;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Wherever a scan is cut into shards, its files are those of the undivided scan, byte for byte.</summary>
public sealed class ShardTests
{
    [Theory]
    [InlineData(PixelType.UInt16, "TILED=YES BLOCKXSIZE=256 BLOCKYSIZE=256", "")]
    [InlineData(PixelType.Byte, "BLOCKYSIZE=3", "")]
    [InlineData(PixelType.Int16, "TILED=YES BLOCKXSIZE=128 BLOCKYSIZE=128", """, "histogram": true, "zones": { "path": "zones.geojson", "id": "name" }""")]
    [InlineData(PixelType.Float32, "TILED=YES BLOCKXSIZE=512 BLOCKYSIZE=512", """, "minimumMappingUnit": 0.05, "histogram": true""")]
    [InlineData(PixelType.Float64, "TILED=YES BLOCKXSIZE=512 BLOCKYSIZE=512", """, "zones": { "path": "zones.geojson", "id": "name" }""")]
    public void AnyCut_GivesTheSameFiles(PixelType type, string layout, string more)
    {
        using var folder = new TemporaryFolder();
        var before = new SyntheticScene(0, 0, 700, 2100, Ground(1)) { Type = type, NoData = 0, Options = layout.Split(' ') };
        before.Write(folder["before.tif"]);
        (before with { Ground = Ground(2) }).Write(folder["after.tif"]);
        File.WriteAllText(folder["zones.geojson"], Question.Rectangles(("a", 10, 20, 660, 900), ("b", 500, 800, 600, 2050)));
        Scan scan = Question.Parse(folder, Question.Pair(more));
        (ScanResult whole, _) = ScanPublication.Run(scan, folder["whole"], 1, _ => { }, CancellationToken.None);
        int rows = whole.Plan.Tiles.Rows;
        Assert.True(rows >= 4);

        int[][] cuts = [[1], [rows - 1], [1, 2, 3], [.. Enumerable.Range(1, rows - 1)]];
        foreach (int[] cut in rows > 12 ? cuts[..3] : cuts)
        {
            string result = InShards(folder, scan, cut);
            foreach (string name in Directory.EnumerateFiles(folder["whole"]).Select(f => Path.GetFileName(f)).Where(n => n != "timings.json"))
            {
                Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], name)), File.ReadAllBytes(Path.Combine(result, name)));
            }
        }
    }

    /// <summary>A region of two scenes a date, each a piece of it, and of three acquisitions of one piece: composited dates are cut as any other.</summary>
    [Theory]
    [InlineData("max")]
    [InlineData("median")]
    [InlineData("medoid")]
    public void CompositesOfSeveralScenes_GiveTheSameFiles(string method)
    {
        using var folder = new TemporaryFolder();
        (int Column, int Row, int Width)[] pieces = [(0, 0, 130), (90, 100, 130), (0, 0, 130), (90, 100, 130)];
        foreach ((string date, int n) in ((string[])["before", "after"]).SelectMany(d => pieces.Select((_, n) => (d, n))))
        {
            new SyntheticScene(pieces[n].Column, pieces[n].Row, pieces[n].Width, 1100, Ground(n + date.Length)) { NoData = 0, Options = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"] }.Write(folder[$"{date}{n}.tif"]);
        }

        string Scenes(int year) => string.Join(", ", pieces.Select((_, n) => $$"""{ "date": "{{year}}-06-0{{n + 1}}", "path": "{{(year == 2020 ? "before" : "after")}}{{n}}.tif", "bands": { "red": 1, "nir": 2 } }"""));
        Scan scan = Question.Parse(folder, $$"""
            { "before": { "scenes": [{{Scenes(2020)}}], "composite": "{{method}}" }, "after": { "scenes": [{{Scenes(2021)}}], "composite": "{{method}}" },
              "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 }, "minimumMappingUnit": 0.05 }
            """);
        (ScanResult whole, ReportDocument report) = ScanPublication.Run(scan, folder["whole"], 1, _ => { }, CancellationToken.None);
        Assert.Equal((220, 1200, "composite.tif"), (whole.Plan.Grid.Width, whole.Plan.Grid.Height, report.Outputs.Composite!.Path));
        int rows = whole.Plan.Tiles.Rows;
        foreach (int[] cut in (int[][])[[1], [.. Enumerable.Range(1, rows - 1)]])
        {
            string result = InShards(folder, scan, cut);
            foreach (string name in Directory.EnumerateFiles(folder["whole"]).Select(f => Path.GetFileName(f)).Where(n => n != "timings.json"))
            {
                Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], name)), File.ReadAllBytes(Path.Combine(result, name)));
            }
        }
    }

    [Fact]
    public void Part_IsRefused_WhenABitOfItChanged_OrAnotherIsMissing()
    {
        using var folder = new TemporaryFolder();
        var before = new SyntheticScene(0, 0, 600, 1600, Ground(1)) { NoData = 0, Options = ["TILED=YES"] };
        before.Write(folder["before.tif"]);
        (before with { Ground = Ground(2) }).Write(folder["after.tif"]);
        PreparedScan prepared = ScanPublication.Prepare(Question.Parse(folder, Question.Pair()), folder["out"], 1, _ => { });
        IReadOnlyList<TileRows> shards = ScanShards.Cut(prepared.Plan, 1_000_000);
        Assert.Equal((1, 1), (shards.Count, ScanShards.Cut(prepared.Plan, long.MaxValue).Count));
        shards = ScanShards.Cut(prepared.Plan, 640_000);
        Assert.Equal(prepared.Plan.Grid.Height, shards.Sum(s => prepared.Plan.Tiles.Window(s).Height));
        Assert.Equal(3, shards.Count);
        string[] parts = [.. shards.Select((s, n) => Part(folder, prepared, s, n))];

        Assert.Throws<IOException>(() => ScanPublication.Run(prepared, folder["out"], 1, _ => { }, CancellationToken.None, parts[..2]));
        Assert.Throws<IOException>(() => ScanPublication.Run(prepared, folder["out"], 1, _ => { }, CancellationToken.None, [parts[0], parts[2], parts[1]]));
        byte[] bytes = File.ReadAllBytes(parts[1]);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(parts[1], bytes);
        Assert.Throws<IOException>(() => ScanPublication.Run(prepared, folder["out"], 1, _ => { }, CancellationToken.None, parts));
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static string InShards(TemporaryFolder folder, Scan scan, int[] cut)
    {
        string name = "cut-" + string.Join('-', cut.Take(5));
        PreparedScan planned = ScanPublication.Prepare(scan, folder[name], 1, _ => { });
        TileRows[] shards = [.. cut.Prepend(0).Zip(cut.Append(planned.Plan.Tiles.Rows), (first, end) => new TileRows(first, end))];
        CutScan.Of(planned, shards).Write(folder[name + ".json"]);

        // Every process reads the plan anew, as those of the service do.
        var told = CutScan.Read(folder[name + ".json"]);
        Assert.Equal(planned.Inputs, told.Inputs);
        string[] parts = [.. told.Shards.Select((s, n) => Part(folder, told.Prepare(scan), s, n))];
        ScanPublication.Run(told.Prepare(scan), folder[name], 1, _ => { }, CancellationToken.None, parts);
        Array.ForEach(parts, File.Delete);
        return folder[name];
    }

    private static string Part(TemporaryFolder folder, PreparedScan prepared, TileRows rows, int number)
    {
        string part = folder[$"{number}.part"];
        ScanPipeline.RunShard(prepared.Plan, prepared.Inputs, rows, part, 2, _ => { }, CancellationToken.None);
        return part;
    }

    private static Func<int, int, (int, int)> Ground(int seed) => (column, row) =>
    {
        uint hash = (uint)((column / 3 * 73856093) ^ (row / 2 * 19349663) ^ (seed * 83492791)) * 2654435761u;
        return ((int)(hash >> 8) % 200, (int)(hash >> 17) % 250);
    };
}
