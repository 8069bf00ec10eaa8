using RasterEngine.Gdal.Codecs;
using Xunit;

namespace RasterEngine.Tests.Gdal.Codecs;

public sealed class CodecLibraryTests
{
    [Fact]
    public void Find_TakesTheProgramsOwnFirst_AndPassesOverWhatDoesNotLoad()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && CodecLibrary.Zstd.IsFound, "Names of Linux, and libzstd to find.");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["libzstd.so.1"], "not a library");
        Assert.Equal("libzstd.so.1", CodecLibrary.Find([folder.Path], ["libzstd.so.1"], "ZSTD_decompressDCtx").LoadedFrom);

        string file = File.ReadLines("/proc/self/maps").Select(line => line[(line.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? at : line.Length)..])
            .First(path => Path.GetFileName(path).StartsWith("libzstd.so", StringComparison.Ordinal));
        File.Copy(file, folder["libzstd.so.1"], overwrite: true);
        Assert.Equal(folder["libzstd.so.1"], CodecLibrary.Find([folder.Path], ["libzstd.so.1"], "ZSTD_decompressDCtx").LoadedFrom);
    }

    [Fact]
    public void Find_IsWithout_WhenNothingHasTheFunction()
    {
        Assert.False(CodecLibrary.Find([], ["libnone.so.2"], "f").IsFound);
        Assert.False(CodecLibrary.Find([], ["libc.so.6"], "libdeflate_zlib_decompress").IsFound);
    }

    [Theory, InlineData("managed", "none none"), InlineData(null, "libdeflate.so.0 libzstd.so.1")]
    public void Setting_LeavesTheLibrariesOut(string? value, string expected)
    {
        Assert.SkipUnless(CodecLibrary.Deflate.LoadedFrom == "libdeflate.so.0" && CodecLibrary.Zstd.LoadedFrom == "libzstd.so.1", "A system with both.");
        Probe probe = Probe.Run("codecs", "", setting: value, settingName: CodecLibrary.Setting);
        Assert.Equal((0, expected, $"{value is null && Inflater.IsSupported}"), (probe.ExitCode, probe["codecs"], probe["own"]));
    }

    [Fact]
    public void Setting_IsRefused_WhenItIsAnotherWord()
    {
        Probe probe = Probe.Run("codecs", "", setting: "fast", settingName: CodecLibrary.Setting);
        Assert.Equal((1, "refused RASTERENGINE_CODECS is fast; expected managed, or that it is not set."), (probe.ExitCode, probe.Output.Trim()));
    }
}
