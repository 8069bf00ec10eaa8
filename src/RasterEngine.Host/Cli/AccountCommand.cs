using System.CommandLine;
using System.Text.Json.Nodes;
using RasterEngine.Areas;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>account</c>: gross, destroyed and net area of a season.</summary>
internal static class AccountCommand
{
    private static readonly Argument<string> Cycles = new("CYCLES.csv") { Description = "Crops seen: field,firstSeen,lastSeen,hectares." };
    private static readonly Argument<string> Reports = new("ERADICATIONS.csv") { Description = "Eradications reported: id,date,field,hectares[,overlapHectares]; field is empty where none was under it." };
    private static readonly Option<string?> Fields = new("--fields") { Description = "Polygons of the fields, named by “field” (GeoJSON, GeoPackage, Shapefile): overlaps are then measured.", HelpName = "F.geojson" };
    private static readonly Option<string?> Polygons = new("--polygons") { Description = "Polygons of the eradications, named by “id”.", HelpName = "E.geojson" };
    private static readonly Option<int> Gap = new("--gap") { Description = "Most days between the last sight of a crop and its destruction.", HelpName = "DAYS", DefaultValueFactory = _ => CropAccount.LongestGapDays };

    public static Command Make()
    {
        var command = new Command("account", "Gross, destroyed and net hectares of a season: eradications matched with crops by date and overlap.") { Cycles, Reports, Fields, Polygons, Gap };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string cycles = parsed.GetRequiredValue(Cycles), reports = parsed.GetRequiredValue(Reports);
        CommandLine.RefuseUnknownOptions([cycles, reports]);
        int gap = parsed.GetValue(Gap);
        var account = CropAccount.Of(
            AccountTable.Cycles(cycles, DocumentFile.Read(cycles, "a table of crops")),
            AccountTable.Eradications(reports, DocumentFile.Read(reports, "a table of eradications"), Overlaps(parsed)),
            gap >= 0 ? gap : throw new ScanException("bad-argument", $"--gap is {gap}; expected a number of days, 0 or more."));
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(Document(account).ToJsonString(ScanSummary.Indented));
            return ExitCode.Done;
        }

        TextTable.Write(["|Area", "Hectares", "|Meaning"], [
            ["gross", EstimateNumbers.Hectares(account.GrossHectares, null), "cropped at least once; a field counts once"],
            ["cycle-hectares", EstimateNumbers.Hectares(account.CycleHectares, null), "every crop counts"],
            ["destroyed", EstimateNumbers.Hectares(account.DestroyedHectares, null), "by eradications that match a crop in place and time"],
            ["net", EstimateNumbers.Hectares(account.NetHectares, null), "gross less what was destroyed after a field was last seen cropped"],
            ["reported, unmatched", EstimateNumbers.Hectares(account.UnmatchedHectares, null), "eradications that match no crop"]]);
        foreach (EradicationMatch match in account.Matches.Where(m => m.Cycle is null))
        {
            Console.Out.WriteLine($"  {match.Eradication.Id} matches no crop: {match.Reason}");
        }

        return ExitCode.Done;
    }

    private static IReadOnlyList<PolygonOverlap>? Overlaps(ParseResult parsed)
    {
        return (parsed.GetValue(Fields), parsed.GetValue(Polygons)) switch
        {
            (null, null) => null,
            ({ } fields, { } polygons) => PolygonOverlay.Of(fields, "field", polygons, "id"),
            _ => throw new ScanException("bad-argument", "--fields and --polygons belong together: overlaps need both."),
        };
    }

    private static JsonObject Document(CropAccount account) => new()
    {
        ["grossHectares"] = EstimateDocument.Digits(account.GrossHectares),
        ["cycleHectares"] = EstimateDocument.Digits(account.CycleHectares),
        ["destroyedHectares"] = EstimateDocument.Digits(account.DestroyedHectares),
        ["netHectares"] = EstimateDocument.Digits(account.NetHectares),
        ["unmatchedHectares"] = EstimateDocument.Digits(account.UnmatchedHectares),
        ["eradications"] = new JsonArray([.. account.Matches.Select(m => (JsonNode)new JsonObject { ["id"] = m.Eradication.Id, ["field"] = m.Eradication.Field, ["destroyedHectares"] = EstimateDocument.Digits(m.Hectares), ["reason"] = m.Reason })]),
    };
}
