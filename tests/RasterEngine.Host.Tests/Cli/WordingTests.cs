using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>A threshold earns the word vegetated and nothing more (contract.md §4).</summary>
public sealed partial class WordingTests(SampleResults samples)
{
    private static readonly string[] TextFiles = ["report.json", "report.html", "mask.qml", "timings.json"];

    public static TheoryData<string> Names => SampleResults.Names;

    [Theory, MemberData(nameof(Names))]
    public void Result_NeverSaysCultivatedOrPlusMinus_Anywhere(string name)
    {
        string result = samples.Result(name);
        (string Where, string Text)[] texts =
        [
            .. TextFiles.Select(f => (f, File.ReadAllText(Path.Combine(result, f)))),
            .. Directory.EnumerateFiles(result).Select(f => ("a file name", Path.GetFileName(f))),
            ("stdout", samples.Run(name).Output),
            ("stderr", samples.Run(name).Error),
        ];
        foreach ((string where, string text) in texts)
        {
            string words = Pictures().Replace(text, "");
            Assert.False(words.Contains("cultivated", StringComparison.OrdinalIgnoreCase), $"{where} says cultivated");
            Assert.False(words.Contains('±') || words.Contains("&#xB1;", StringComparison.OrdinalIgnoreCase) || words.Contains("\\u00B1", StringComparison.OrdinalIgnoreCase) || words.Contains("&plusmn;", StringComparison.Ordinal), $"{where} says plus-minus");
        }

        Assert.Equal("vegetated", samples.Report(name).GetProperty("evidence").GetString());
    }

    [Theory]
    [InlineData("inn-fields", "within-season")]
    [InlineData("prairie-feet", "within-season")]
    [InlineData("pucallpa-1985-2020", "year-on-year")]
    public void Result_SaysGreenedAndBrowned_WithinASeasonOnly(string name, string compare)
    {
        string result = samples.Result(name);
        bool isSeason = compare == "within-season";
        Assert.Equal(compare, samples.Report(name).GetProperty("compare").GetString());
        Assert.Equal(isSeason, samples.Report(name).GetProperty("warnings").EnumerateArray().Any(w => w.GetProperty("code").GetString() == "within-season"));
        foreach (string text in (string[])[File.ReadAllText(Path.Combine(result, "report.html")), File.ReadAllText(Path.Combine(result, "mask.qml")), samples.Run(name).Output])
        {
            Assert.Equal(isSeason, text.Contains("greened", StringComparison.Ordinal));
            Assert.Equal(isSeason, text.Contains("browned", StringComparison.Ordinal));
        }

        Assert.Equal(!isSeason, samples.Run(name).Output.Contains("2 gained", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public void Page_AsksForNothingFromOutside_AndNamesItsNumbers(string name)
    {
        string html = File.ReadAllText(Path.Combine(samples.Result(name), "report.html"));
        Assert.DoesNotMatch("(?i)(src|href|action|srcset)\\s*=\\s*[\"']?\\s*(https?:)?//", html);
        Assert.DoesNotMatch("(?i)(@import|url\\(\\s*[\"']?(https?:)?//|<script|<link|<iframe|<object)", html);
        Assert.Equal((2, 1), (Regex.Count(html, "<img [^>]*src=\"data:image/jpeg;base64,"), Regex.Count(html, "<img [^>]*src=\"data:image/png;base64,")));
        Assert.Equal(3, ImageWidths(html).Count());
        Assert.Contains(samples.Report(name).GetProperty("scanId").GetString()!, html, StringComparison.Ordinal);
        foreach (int width in ImageWidths(html))
        {
            Assert.True(width >= 1000, $"a picture is {width} pixels wide");
        }
    }

    [Fact]
    public void Style_NamesTheFourClasses_InTheMasksColours()
    {
        using var reader = XmlReader.Create(Path.Combine(samples.Result("pucallpa-1985-2020"), "mask.qml"), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        XElement[] entries = [.. XDocument.Load(reader).Descendants("paletteEntry")];
        Assert.Equal(["1 kept", "2 gained", "3 lost", "4 other"], entries.Select(e => $"{e.Attribute("value")!.Value} {e.Attribute("label")!.Value}"));
    }

    [Fact]
    public void Page_EncodesNames_ThatHoldMarkup()
    {
        using Pair pair = new Pair().With("\"name\": \"pair\"", "\"name\": \"<script>alert(1)</script>\"");
        pair.Scan().Succeeds();
        Assert.DoesNotContain("<script", File.ReadAllText(pair.Folder["out/report.html"]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Summary_ShowsWhatWouldCommandATerminal_AsASign()
    {
        using Pair pair = new Pair().With("\"name\": \"pair\"", "\"name\": \"\\u001b[2Jpair\\n\\u202e\"");
        string output = pair.Scan().Succeeds().Output;
        Assert.StartsWith("\uFFFD[2Jpair\uFFFD\uFFFD: vegetated land", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    // A PNG tells its width in the four bytes at 16.
    // PNG: big-endian at byte 16 (IHDR). JPEG: behind the height in the frame header that FF C0 begins.
    private static IEnumerable<int> ImageWidths(string html) =>
        Regex.Matches(html, "data:image/(png|jpeg);base64,([A-Za-z0-9+/=]+)").Select(m =>
        {
            byte[] picture = Convert.FromBase64String(m.Groups[2].Value);
            int at = m.Groups[1].Value == "png" ? 18 : picture.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 7;
            return System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(picture.AsSpan(at));
        }).Select(w => (int)w);

    [GeneratedRegex("base64,[A-Za-z0-9+/=]*")]
    private static partial Regex Pictures();
}
