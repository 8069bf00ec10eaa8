using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>mask.tif as another program opens it.</summary>
public sealed class MaskTests(SampleResults samples)
{
    public static TheoryData<string> Names => SampleResults.Names;

    [Theory, MemberData(nameof(Names))]
    public void Mask_IsACogOfOneByteBand_InTheGridsPlace(string name)
    {
        JsonElement grid = SampleResults.Expected(name).GetProperty("grid");
        using Dataset mask = Dataset.Open(Path.Combine(samples.Result(name), "mask.tif"));
        Assert.Equal((1, PixelType.Byte), (mask.BandCount, mask.Band(1).PixelType));
        Assert.Equal(0, mask.Band(1).NoData);
        Assert.Equal("COG", mask.Metadata("LAYOUT", "IMAGE_STRUCTURE"));
        Assert.Equal((grid.GetProperty("width").GetInt32(), grid.GetProperty("height").GetInt32()), (mask.Width, mask.Height));
        Assert.Equal(grid.GetProperty("crs").GetString(), mask.SpatialReference!.Code);

        GeoTransform place = mask.GeoTransform!.Value;
        (double Expected, double Found)[] six =
        [
            (Number("origin", 0), place.OriginX), (Number("origin", 1), place.OriginY), (Number("pixelSize", 0), place.PixelWidth),
            (-Number("pixelSize", 1), place.PixelHeight), (0, place.RowRotation), (0, place.ColumnRotation),
        ];
        Assert.All(six, p => Assert.Equal(p.Expected, p.Found, 1e-12 * Math.Abs(p.Expected)));

        double Number(string field, int index) => grid.GetProperty(field)[index].GetDouble();
    }

    [Theory, MemberData(nameof(Names))]
    public void Mask_HoldsTheReportsCounts_AndNamesItsClasses(string name)
    {
        JsonElement report = samples.Report(name);
        string path = Path.Combine(samples.Result(name), "mask.tif");
        using Dataset mask = Dataset.Open(path);
        byte[] classes = new byte[mask.Width * mask.Height];
        mask.Band(1).Read(new Window(0, 0, mask.Width, mask.Height), classes.AsSpan());
        long[] counts = new long[256];
        foreach (byte value in classes)
        {
            counts[value]++;
        }

        Assert.Equal(report.GetProperty("notSeen").GetProperty("pixels").GetInt64() + report.GetProperty("outside").GetProperty("pixels").GetInt64(), counts[0]);
        foreach (JsonElement entry in report.GetProperty("classes").EnumerateArray())
        {
            int value = entry.GetProperty("value").GetInt32();
            Assert.Equal(entry.GetProperty("pixels").GetInt64(), counts[value]);
            Assert.Equal(entry.GetProperty("name").GetString(), mask.Band(1).Metadata("CLASS_" + value.ToString(CultureInfo.InvariantCulture)));
        }

        Assert.All(counts[5..], count => Assert.Equal(0, count));
        Assert.Equal(
            report.GetProperty("outputs").GetProperty("mask").GetProperty("sha256").GetString(),
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
    }

    [Fact]
    public void Mask_ShowsItsClasses_InFourColours()
    {
        using Dataset mask = Dataset.Open(Path.Combine(samples.Result("prairie-feet"), "mask.tif"));
        Assert.Equal("Palette", mask.Band(1).ColourInterpretation);
        (byte, byte, byte)[] colours = [.. mask.Band(1).ColourTable().Where(c => c.Value is >= 1 and <= 4).Select(c => (c.Red, c.Green, c.Blue))];
        Assert.Equal(4, colours.Distinct().Count());
    }

    [Fact]
    public void Mask_CoversTheOverlap_OfScenesThatLieApartByWholePixels()
    {
        GeoTransform moved = SmallScene.Metres.Shift(20, -10);
        using var pair = new Pair(after: new SmallScene { Place = moved, Width = 90, Stored = SmallScene.Bare });
        pair.Scan("--quiet").Succeeds();
        using Dataset mask = Dataset.Open(pair.Folder["out/mask.tif"]);
        Assert.Equal((44, 54), (mask.Width, mask.Height));
        Assert.Equal(SmallScene.Metres.Shift(20, 0), mask.GeoTransform);
        JsonElement lost = SampleResults.Read(pair.Folder["out/report.json"]).GetProperty("classes")[2];
        Assert.Equal(("lost", 44 * 54), (lost.GetProperty("name").GetString(), lost.GetProperty("pixels").GetInt32()));
    }
}
