using System.Runtime.InteropServices;
using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public class GdalLibraryTests
{
    [Fact]
    public void Version_IsNewEnough_AndAgreesWithItsNumber()
    {
        string[] parts = GdalLibrary.Version.Split('.');
        Assert.True(GdalLibrary.VersionNumber >= 3060000);
        Assert.Equal(GdalLibrary.VersionNumber / 100, (int.Parse(parts[0]) * 100 + int.Parse(parts[1])) * 100 + int.Parse(parts[2]));
        Assert.NotEmpty(GdalLibrary.LoadedFrom);
    }

    [Fact]
    public void RegisteredDrivers_AreTheAllowedOnes_AndNoOthers() =>
        Assert.Equal(["COG", "ESRI Shapefile", "FlatGeobuf", "GPKG", "GTiff", "GeoJSON", "JP2OpenJPEG", "JPEG", "MEM", "PNG"], GdalLibrary.RegisteredDrivers.Order(StringComparer.Ordinal));

    [Fact]
    public void EnsureLoaded_IsHarmless_WhenManyThreadsAsk()
    {
        string[] versions = new string[8];
        Thread[] threads = [.. versions.Select((_, i) => new Thread(() =>
        {
            GdalLibrary.EnsureLoaded();
            versions[i] = GdalLibrary.Version;
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(versions, version => Assert.Equal(GdalLibrary.Version, version));
    }

    [Fact]
    public void Library_IsTheSystems_WhenNothingElseIsGiven()
    {
        using var folder = new TemporaryFolder();
        Probe probe = Probe.Run("facts", TestRaster.Write(folder["a.tif"]));
        Assert.Equal((0, "System"), (probe.ExitCode, probe["source"]));
        Assert.StartsWith("libgdal.", probe["from"], StringComparison.Ordinal);
        Assert.Equal(TestRaster.Pixel(0, 0).ToString(), probe["pixel"]);
        Assert.Equal("WGS 84 / UTM zone 33N", probe["epsg"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Library_IsTheProgramsOwn_WhenItCarriesOne(bool inRuntimes)
    {
        using var folder = new TemporaryFolder();
        string place = inRuntimes ? folder[Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native")] : folder.Path;
        Directory.CreateDirectory(place);
        string library = Path.Combine(place, inRuntimes ? "libgdal.so.32" : "libgdal.so");
        if (inRuntimes)
            File.Copy(SystemLibrary.File(), library);
        else
            File.CreateSymbolicLink(library, SystemLibrary.File());
        Probe.CopyTo(folder.Path);
        Probe probe = Probe.Run("facts", TestRaster.Write(folder["a.tif"]), folder.Path);
        Assert.Equal("AppLocal", probe["source"]);
        Assert.Equal(library, probe["from"]);
        Assert.Equal(TestRaster.Pixel(0, 0).ToString(), probe["pixel"]);
        Assert.Equal("WGS 84 / UTM zone 33N", probe["epsg"]);
    }

    [Theory]
    [InlineData("beside", "proj")]
    [InlineData("beside", "")]
    [InlineData("any", "maxrev.gdal.core.libshared")]
    public void Library_ReadsItsOwnPlacesDatabase_WhenItCarriesOne(string home, string nested)
    {
        using var folder = new TemporaryFolder();
        string native = folder[Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native")];
        string data = Path.Combine(home == "any" ? folder[Path.Combine("runtimes", "any", "native")] : native, nested);
        Directory.CreateDirectory(native);
        Directory.CreateDirectory(data);
        File.CreateSymbolicLink(Path.Combine(native, "libgdal.so.32"), SystemLibrary.File());
        // An empty database: that no code can be read any more shows that it is this one that is asked.
        File.WriteAllBytes(Path.Combine(data, "proj.db"), []);
        Probe.CopyTo(folder.Path);
        Probe probe = Probe.Run("facts", TestRaster.Write(folder["a.tif"]), folder.Path);
        Assert.Equal("AppLocal", probe["source"]);
        Assert.Contains("EPSG:32633 is not a spatial reference", probe["refused"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Library_IsTheOneOfTheSetting_WhenItIsSet(bool asFolder)
    {
        using var folder = new TemporaryFolder();
        string library = folder["libgdal.so.32"];
        File.CreateSymbolicLink(library, SystemLibrary.File());
        Probe probe = Probe.Run("facts", TestRaster.Write(folder["a.tif"]), setting: asFolder ? folder.Path : library);
        Assert.Equal("Setting", probe["source"]);
        Assert.Equal(library, probe["from"]);
    }

    [Theory]
    [InlineData("missing.so", "neither a file nor a folder")]
    [InlineData("", "holds no libgdal")]
    [InlineData("a.tif", "cannot be used")]
    public void Library_IsRefusedInOneSentence_WhenTheSettingIsWrong(string name, string why)
    {
        using var folder = new TemporaryFolder();
        string file = TestRaster.Write(folder["a.tif"]);
        Probe probe = Probe.Run("facts", file, setting: folder[name]);
        Assert.Equal(1, probe.ExitCode);
        Assert.StartsWith($"{GdalLibrary.Setting} ", probe["refused"], StringComparison.Ordinal);
        Assert.Contains(why, probe["refused"], StringComparison.Ordinal);
        Assert.Single(probe.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Gdal_PrintsNothing_WhenTwoThreadsProvokeErrors()
    {
        using var folder = new TemporaryFolder();
        string file = TestRaster.Write(folder["a.tif"]);
        Corruption.OverwriteFirstTile(file);
        Probe probe = Probe.Run("provoke", file);
        Assert.Equal("160", probe["failures"]);
        Assert.Empty(probe.Errors);
    }

    [Fact]
    public void Process_EndsQuietly_WhenAWriterToAFullDiskIsLeftOpen()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        Probe probe = Probe.Run("abandon", "/dev/full");
        Assert.Equal((0, "abandoned\n", ""), (probe.ExitCode, probe.Output, probe.Errors));
    }
}
