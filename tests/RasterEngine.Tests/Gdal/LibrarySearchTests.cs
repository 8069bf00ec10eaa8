using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public class LibrarySearchTests
{
    [Fact]
    public void Find_SaysWhereItLookedAndHowToMend_WhenThereIsNoLibrary()
    {
        using var folder = new TemporaryFolder();
        var search = new LibrarySearch { Setting = null, BaseDirectory = folder.Path, SystemNames = ["libnone.so.2", "libnone.so.1"] };
        GdalException e = Assert.Throws<GdalException>(() => search.Find());
        Assert.Contains(folder.Path, e.Message, StringComparison.Ordinal);
        Assert.Contains("libnone.so.2 to libnone.so.1", e.Message, StringComparison.Ordinal);
        Assert.Contains("apt install libgdal32", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Find_PassesOverTheProgramsOwn_WhenItDoesNotLoad()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["libgdal.so.38"], "not a library");
        Assert.Equal(GdalLibrarySource.System, new LibrarySearch { Setting = null, BaseDirectory = folder.Path }.Find().Source);
        var alone = new LibrarySearch { Setting = null, BaseDirectory = folder.Path, SystemNames = ["libnone.so"] };
        Assert.Contains("libgdal.so.38 (does not load", Assert.Throws<GdalException>(() => alone.Find()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_RefusesALibrary_WhenItIsNotGdal()
    {
        var search = new LibrarySearch { Setting = null, BaseDirectory = Path.GetTempPath(), SystemNames = ["libc.so.6"] };
        Assert.Contains("libc.so.6 (is not libgdal)", Assert.Throws<GdalException>(() => search.Find()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_RefusesALibrary_WhenItIsOlderThanThreePointSix()
    {
        string? compiler = new[] { "/usr/bin/cc", "/usr/bin/gcc" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(compiler is null, "There is no C compiler to make an old libgdal with.");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["old.c"],
            "const char* GDALVersionInfo(const char* what) { return what[0] == 'V' ? \"3050300\" : \"3.5.3\"; }");
        using var compile = System.Diagnostics.Process.Start(compiler, ["-shared", "-fPIC", "-o", folder["libgdal.so.31"], folder["old.c"]]);
        compile.WaitForExit();
        var search = new LibrarySearch { Setting = folder.Path };
        Assert.Contains("is GDAL 3.5.3, older than 3.6", Assert.Throws<GdalException>(() => search.Find()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AreAskedForNewestFirst_InTheSystemAndInAFolder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Names of Linux.");
        IReadOnlyList<string> names = new LibrarySearch().SystemNames;
        Assert.Equal(("libgdal.so.38", "libgdal.so.32", "libgdal.so", 8), (names[0], names[^2], names[^1], names.Count));
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["libgdal.so", "libgdal.so.9", "libgdal.so.32.3.6.2", "libgdal.so.38", "gdal_wrap.so"])
            File.WriteAllBytes(folder[name], []);
        Assert.Equal(
            ["libgdal.so.38", "libgdal.so.32.3.6.2", "libgdal.so.9", "libgdal.so"], LibrarySearch.LibrariesIn(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void BundledData_IsFoundBesideTheLibrary_ButNotForTheSystems()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["gdal-data"]);
        Directory.CreateDirectory(folder["share"]);
        File.WriteAllBytes(Path.Combine(folder["share"], "proj.db"), []);
        var own = new FoundLibrary(0, folder["libgdal.so.38"], GdalLibrarySource.AppLocal, "3.12.0", 3120000);
        Assert.Equal(folder["gdal-data"], BundledData.GdalData(own, folder.Path));
        Assert.Equal(folder["share"], BundledData.ProjData(own, folder.Path));
        FoundLibrary ofTheSystem = own with { Source = GdalLibrarySource.System };
        Assert.Null(BundledData.GdalData(ofTheSystem, folder.Path));
        Assert.Null(BundledData.ProjData(ofTheSystem, folder.Path));
    }
}
