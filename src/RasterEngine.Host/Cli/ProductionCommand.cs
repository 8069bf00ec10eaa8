using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>production</c>: area times yield, region by region.</summary>
internal static class ProductionCommand
{
    private static readonly Argument<string> Regions = new("REGIONS.csv") { Description = "region,hectares,hectaresStandardError,yield,yieldStandardError; yields in kg a hectare." };
    private static readonly Option<double> Level = ChangeWords.Level();

    public static Command Make()
    {
        var command = new Command("production", "Tonnes from area and yield by region, with interval; national area times national yield is refused.") { Regions, Level };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(Regions);
        CommandLine.RefuseUnknownOptions([file]);
        double level = ChangeWords.Level(parsed, Level);
        var estimate = ProductionEstimate.Of(RegionTable.Read(file, DocumentFile.Read(file, "a table of regions")), level);
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(new JsonObject
            {
                ["level"] = level,
                ["tonnes"] = EstimateDocument.Digits(estimate.Tonnes),
                ["standardError"] = EstimateDocument.Digits(estimate.StandardError),
                ["interval"] = ChangeWords.Document(estimate.Interval),
                ["regions"] = new JsonArray([.. estimate.Regions.Select(r => (JsonNode)new JsonObject { ["region"] = r.Name, ["tonnes"] = EstimateDocument.Digits(r.Tonnes), ["standardError"] = EstimateDocument.Digits(Math.Sqrt(r.Variance)) })]),
            }.ToJsonString(ScanSummary.Indented));
            return ExitCode.Done;
        }

        string interval = string.Create(CultureInfo.InvariantCulture, $"{level * 100:0.##} % interval");
        TextTable.Write(["|Region", "Tonnes", "Standard error", interval], [
            .. estimate.Regions.Select(r => (string[])[r.Name, EstimateNumbers.Hectares(r.Tonnes, Math.Sqrt(r.Variance)), EstimateNumbers.Hectares(Math.Sqrt(r.Variance), Math.Sqrt(r.Variance)), ""]),
            ["all", EstimateNumbers.Hectares(estimate.Tonnes, estimate.StandardError), EstimateNumbers.Hectares(estimate.StandardError, estimate.StandardError), EstimateNumbers.Interval(estimate.Interval is { } i ? [i.Low, i.High] : null, estimate.StandardError)]]);
        Console.Out.WriteLine("  sum of area × yield over regions; errors of regions, and of area and yield, taken as independent");
        return ExitCode.Done;
    }
}
