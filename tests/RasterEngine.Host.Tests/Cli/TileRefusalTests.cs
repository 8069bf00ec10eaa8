using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>Files that are broken further in: found while scanning, when part of the mask has been written already.</summary>
public sealed class TileRefusalTests
{
    private static readonly SmallScene Tiled = new()
    {
        Width = 512,
        Height = 512,
        Stored = SmallScene.Noise,
        Options = ["TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128", "COMPRESS=DEFLATE"],
    };

    [Theory]
    [InlineData("1", "out")]
    [InlineData("4", "deep/er/out")]
    public void Raster_IsRefused_WhenTheFileIsCutInHalf(string workers, string directory)
    {
        using var pair = new Pair(Tiled, Tiled);
        using (FileStream file = File.OpenWrite(pair.Folder["after.tif"]))
        {
            file.SetLength(file.Length / 2);
        }

        pair.IsRefused("truncated-file", ["after.tif", "bytes are there", "promises"], ["scan", "scan.json", "--out", directory, "--workers", workers]);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("4")]
    public void Tile_IsRefused_WhenItsBytesAreOverwritten(string workers)
    {
        using var pair = new Pair(Tiled, Tiled);
        using (FileStream file = File.OpenWrite(pair.Folder["before.tif"]))
        {
            file.Position = file.Length * 3 / 4;
            file.Write(new byte[256]);
        }

        pair.IsRefused("corrupt-tile", ["before.tif", "band", "tile at column", "row"], ["scan", "scan.json", "--out", "out", "--workers", workers]);
    }

    [Fact]
    public void Raster_IsRefused_WhenAnUncompressedFileIsCutShort()
    {
        var plain = new SmallScene { Width = 256, Height = 256, Stored = SmallScene.Noise };
        using var pair = new Pair(plain, plain);
        long whole;
        using (FileStream file = File.OpenWrite(pair.Folder["before.tif"]))
        {
            whole = file.Length;
            file.SetLength(whole - 4096);
        }

        pair.IsRefused("truncated-file", "before.tif", $"{whole - 4096:N0} bytes are there");
    }

    [Fact]
    public void EarlierResult_IsKept_WhenALaterRunFails()
    {
        using var pair = new Pair(Tiled, Tiled);
        pair.Scan("--quiet");
        string[] result = [.. pair.Folder.Listing().Where(e => e.Contains("/out", StringComparison.Ordinal))];
        using (FileStream file = File.OpenWrite(pair.Folder["after.tif"]))
        {
            file.SetLength(file.Length / 2);
        }

        Assert.Equal(2, pair.Scan().ExitCode);
        Assert.NotEmpty(result);
        Assert.Equal(result, pair.Folder.Listing().Where(e => e.Contains("/out", StringComparison.Ordinal)));
    }
}
