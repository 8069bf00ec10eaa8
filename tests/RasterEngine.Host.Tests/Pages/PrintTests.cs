using System.Text;
using System.Text.RegularExpressions;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>Reports on paper, printed by a real browser.</summary>
public sealed partial class PrintTests(PageStage stage, SampleResults samples)
{
    [Fact]
    public async Task Report_PrintsOnOneSheetOfA4()
    {
        await using Visit visit = await stage.Open(key: null);
        string zoned = Path.Combine(stage.Folder.Result(await stage.Sample), "report.html");
        foreach (string report in (string[])[zoned, .. ((string[])["inn-fields", "prairie-feet", "pucallpa-1985-2020"]).Select(name => Path.Combine(samples.Result(name), "report.html"))])
        {
            await visit.Page.GotoAsync(new Uri(report).ToString());
            string pdf = Encoding.Latin1.GetString(await visit.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
            Assert.True(Sheets().Count(pdf) == 1, $"{report}: {Sheets().Count(pdf)} sheets");

            // Points: 210 × 297 mm.
            Match size = Size().Match(pdf);
            Assert.Equal((595, 842), ((int)Math.Round(double.Parse(size.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)), (int)Math.Round(double.Parse(size.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))));
        }
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex Sheets();

    [GeneratedRegex(@"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")]
    private static partial Regex Size();
}
