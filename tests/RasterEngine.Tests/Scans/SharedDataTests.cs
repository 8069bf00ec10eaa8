using System.Diagnostics;
using System.Text;
using RasterEngine.Masks;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Real and generated data beside the checkout, where they are: extra to what data-samples proves.</summary>
public sealed class SharedDataTests
{
    private static readonly string Shared = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared");

    [Fact]
    public void NaipDates_AreRefusedWithTheGridEntry_BecauseTheyShareNoLattice()
    {
        string folder = Path.Combine(Shared, "data", "naip-prairie-nd");
        Assert.SkipUnless(Directory.Exists(folder), "naip-prairie-nd is not beside the checkout");
        Scan scan = Question(folder, "naip_2014-07-20.tif", "naip_2016-08-16.tif", 1, 4);
        ScanException e = Assert.Throws<ScanException>(() => ScanPlan.Make(scan));
        Assert.Equal("different-lattice", e.Code);
        Assert.Contains("\"grid\": { \"like\": \"before\"", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SyntheticPair_HasThePublishedCounts()
    {
        string generator = Path.Combine(Shared, "perf", "gen_inputs.py");
        Assert.SkipUnless(File.Exists(generator) && Python("import numba, osgeo") == 0, "the generator of synthetic pairs, or python3-numba and python3-gdal, are not here");
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Python(generator, "--size", "2048", "--out", folder.Path, "--formats", "raw,band"));
        Scan scan = Question(folder.Path, "band_t1.tif", "band_t2.tif", 3, 4, """, "scale": 0.0001, "offset": -0.1, "noData": 0""");
        (ScanResult result, _) = ScanPublication.Run(scan, folder["out"], 2, _ => { }, CancellationToken.None);
        Assert.Equal([480982L, 951854, 525902, 307185, 1928381], [result.Tally.NotSeen.Pixels, .. ChangeClasses.Observed.Select(c => result.Tally.Class(c).Pixels)]);
    }

    [Fact]
    public void InnImage_GainsAndLosesThePublishedHectares_WhenMovedByOnePixel()
    {
        // s2-inn-fields: the autumn image against itself moved one pixel east gains 25.06 and loses 26.69 ha of 10 m pixels.
        string image = Repository.Path("data-samples", "inn-fields", "t2_early_autumn.tif");
        using var folder = new TemporaryFolder();
        Scan scan = Question(Path.GetDirectoryName(image)!, image, image, 1, 4);
        (ScanResult result, _) = ScanPublication.Run(scan, folder["out"], 2, _ => { }, CancellationToken.None);
        int east = Move.All.Index().First(m => m.Item == new Move(1, 0)).Index;
        Assert.Equal((2506, 2669), (result.Moved[east].Gained.Pixels, result.Moved[east].Lost.Pixels));
        Assert.Equal((0, 0), (result.Tally.Class(ChangeClass.Gained).Pixels, result.Tally.Class(ChangeClass.Lost).Pixels));
    }

    private static Scan Question(string folder, string before, string after, int red, int nir, string numbers = "")
    {
        string Scene(string path) => $$"""{ "path": "{{path}}", "bands": { "red": {{red}}, "nir": {{nir}} }{{numbers}} }""";
        return ScanDocument.Parse("scan.json", Encoding.UTF8.GetBytes($$"""{ "before": {{Scene(before)}}, "after": {{Scene(after)}}, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }"""), folder, "shared");
    }

    private static int Python(params string[] arguments)
    {
        string[] all = arguments.Length == 1 ? ["-c", .. arguments] : arguments;
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", all) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return 127;
        }
    }
}
