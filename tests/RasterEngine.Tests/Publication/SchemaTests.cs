using NJsonSchema;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Publication;

/// <summary>The schemas that ship say what the engine reads and writes.</summary>
public sealed class SchemaTests
{
    private static readonly string Folder = Repository.Path("src", "RasterEngine", "Publication", "Schemas");

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Repository.Path("data-samples"), "*.json", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith("expected", StringComparison.Ordinal) && Path.GetFileName(f) != "season.json").Select(f => Path.GetRelativePath(Repository.Root, f))];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Documents_AndTheirReports_ValidateAgainstTheSchemas(string sample)
    {
        JsonSchema scanSchema = await JsonSchema.FromFileAsync(Path.Combine(Folder, "scan.json"), TestContext.Current.CancellationToken);
        JsonSchema reportSchema = await JsonSchema.FromFileAsync(Path.Combine(Folder, "report.json"), TestContext.Current.CancellationToken);
        string document = Repository.Path(sample);
        Assert.Empty(scanSchema.Validate(await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken)));

        using var folder = new TemporaryFolder();
        ScanPublication.Run(ScanDocument.Read(document), folder["out"], 2, _ => { }, CancellationToken.None);
        string report = await File.ReadAllTextAsync(folder["out/report.json"], TestContext.Current.CancellationToken);
        Assert.Empty(reportSchema.Validate(report));

        // A schema that lets anything pass would prove nothing.
        Assert.NotEmpty(reportSchema.Validate(report.Replace("\"observedShare\"", "\"observedSahre\"", StringComparison.Ordinal)));
        Assert.NotEmpty(reportSchema.Validate(report.Replace("\"evidence\": \"vegetated\"", "\"evidence\": \"seen\"", StringComparison.Ordinal)));
        Assert.NotEmpty(scanSchema.Validate("""{ "before": { "path": "a.tif" }, "after": { "path": "b.tif" }, "rules": {} }"""));
    }

    [Fact]
    public async Task ASeasonAndItsReport_ValidateAgainstTheSchemas()
    {
        JsonSchema scanSchema = await JsonSchema.FromFileAsync(Path.Combine(Folder, "scan.json"), TestContext.Current.CancellationToken);
        JsonSchema reportSchema = await JsonSchema.FromFileAsync(Path.Combine(Folder, "season-report.json"), TestContext.Current.CancellationToken);
        string document = Repository.Path("data-samples", "slovenia", "season.json");
        Assert.Empty(scanSchema.Validate(await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken)));

        using var folder = new TemporaryFolder();
        SeasonPublication.Run(SeasonDocument.Read(document)!, folder["out"], 2, _ => { }, CancellationToken.None);
        string report = await File.ReadAllTextAsync(folder["out/report.json"], TestContext.Current.CancellationToken);
        Assert.Empty(reportSchema.Validate(report));
        Assert.NotEmpty(reportSchema.Validate(report.Replace("\"observedShare\"", "\"observedSahre\"", StringComparison.Ordinal)));
    }
}
