using RasterEngine.Gdal;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>Files that are not usable rasters: exit code 2, one sentence that names the file, nothing written.</summary>
public sealed class FileRefusalTests
{
    [Fact]
    public void Raster_IsRefused_WhenItIsMissing()
    {
        using var pair = new Pair();
        File.Delete(pair.Folder["after.tif"]);
        pair.IsRefused("missing-file", "after.tif");
    }

    [Theory]
    [InlineData("<!doctype html><html>404 not found</html>")]
    [InlineData("<VRTDataset rasterXSize=\"64\" rasterYSize=\"64\"></VRTDataset>")]
    [InlineData("II")]
    [InlineData("")]
    public void Raster_IsRefused_WhenItIsNoTiff(string text)
    {
        using var pair = new Pair();
        pair.Folder.Write("before.tif", text);
        pair.IsRefused("not-a-raster", "before.tif");
    }

    [Fact]
    public void Raster_IsRefused_WhenItIsATiffWithoutAnImage()
    {
        using var pair = new Pair();
        pair.Folder.Write("before.tif", "II*\0 and then nothing that a TIFF has");
        pair.IsRefused("truncated-file", "before.tif", "37 bytes are there");
        pair.Folder.Write("before.tif", "II*\0\0\0\0\0 and then nothing that a TIFF has");
        pair.IsRefused("header-refused", "before.tif", "no image");
    }

    [Fact]
    public void Raster_IsRefused_WhenItIsAFolderOrAPipe()
    {
        using var pair = new Pair();
        File.Delete(pair.Folder["before.tif"]);
        Directory.CreateDirectory(pair.Folder["before.tif"]);
        pair.IsRefused("not-a-raster", "before.tif", "folder");
        Directory.Delete(pair.Folder["before.tif"]);
        EngineProcess.Shell($"mkfifo '{pair.Folder["before.tif"]}'");
        pair.IsRefused("not-a-raster", "before.tif", "pipe");
    }

    [Theory]
    [InlineData("/vsimem/before.tif")]
    [InlineData("/vsicurl/http://example.com/before.tif")]
    [InlineData("//vsizip/before.zip/before.tif")]
    [InlineData("http://example.com/before.tif")]
    [InlineData("file:///etc/passwd")]
    [InlineData("GTIFF_DIR:1:before.tif")]
    [InlineData("MEM:::DATAPOINTER=0,PIXELS=1,LINES=1")]
    [InlineData("<VRTDataset/>")]
    public void Path_IsRefused_WhenItIsNotAPlainFile(string path)
    {
        using Pair pair = new Pair().With("\"before.tif\"", $"\"{path}\"");
        string[] words = ["“before.path”", path];
        pair.IsRefused("not-a-plain-path", words);
        pair.IsRefused("not-a-plain-path", words, ["scan", "--before", path, "--after", "after.tif", "--red", "1", "--nir", "2", "--out", "out"]);
    }

    [Fact]
    public void Band_IsRefused_WhenTheFileHasNone()
    {
        using Pair pair = new Pair().With("\"nir\": 2", "\"nir\": 3");
        pair.IsRefused("missing-band", "before.tif", "band 3", "2 bands");
    }

    [Fact]
    public void Band_IsRefused_WhenNeitherDocumentNorFileNamesIt()
    {
        using Pair pair = new Pair().With(", \"nir\": 2", "");
        pair.IsRefused("missing-band", "before.tif", "nir", "before.bands");
    }

    [Fact]
    public void Band_IsRefused_WhenItHasTwoRoles()
    {
        using Pair pair = new Pair().With("\"nir\": 2", "\"nir\": 1");
        pair.IsRefused("same-band-twice", "before.tif", "band 1");
    }

    [Fact]
    public void Bands_AreRefused_WhenTheirFilesDoNotLieOnOneGrid()
    {
        using Pair pair = new Pair().With("\"nir\": 2", "\"nir\": { \"path\": \"nir.tif\", \"band\": 2 }");
        new SmallScene { Width = 32 }.Write(pair.Folder["nir.tif"]);
        pair.IsRefused("bands-apart", "before.tif", "nir.tif");
    }

    [Fact]
    public void Raster_IsRefused_WhenItStoresNumbersThatAreNotCompared()
    {
        using var pair = new Pair(after: new SmallScene { Type = PixelType.Int32 });
        pair.IsRefused("pixel-type", "after.tif", "Int32", "UInt16");
    }

    [Fact]
    public void Sentence_StaysOneLine_WhenAPathHoldsALineBreak()
    {
        using Pair pair = new Pair().With("before.tif", "be\\nfore.tif");
        pair.IsRefused("missing-file", "fore.tif");
    }
}
