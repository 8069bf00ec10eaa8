using System.Globalization;
using System.Text.Json.Nodes;
using RasterEngine.Masks;
using RasterEngine.Publication;
using RasterEngine.Scans;

namespace RasterEngine.Host.Cli;

/// <summary>A season's result, or the plan of one, as people read it on a terminal.</summary>
internal static class SeasonSummary
{
    private const int MostZones = 20;

    public static void Print(SeasonReportDocument report, SeasonPlan plan, string directory)
    {
        Console.Out.WriteLine($"{report.Name}: {SeasonWords.Subject(plan.Scan)}, {string.Join(" and ", plan.Seasons.Select(SeasonWords.Window))}{(report.Compare is { } compare ? $", a {compare} comparison" : "")}");
        Console.Out.WriteLine();
        foreach ((SeasonDates dates, SeasonEntry entry) in plan.Seasons.Count > 1 ? ((SeasonDates, SeasonEntry)[])[(plan.Seasons[0], report.Earlier!), (plan.Season, report.Season)] : [(plan.Season, report.Season)])
        {
            PrintSeason(plan, dates, entry);
        }

        decimal whole = report.Observed.Hectares;
        IReadOnlyList<ChangeClass> shown = plan.Seasons.Count > 1 ? ChangeClasses.OfSeasons : ChangeClasses.OfSeason;
        TextTable.Write(
            ["|Class", "Pixels", "Hectares", "Share", "|Meaning"],
            ((IEnumerable<string[]>)[.. shown.Select(c =>
            {
                ClassEntry entry = report.Classes.First(e => e.Value == (int)c);
                string words = SeasonWords.Class(c, plan);
                return (string[])[$"{entry.Value} {(words == entry.Name ? words : $"{words} ({entry.Name})")}", ReportWords.Pixels(entry.Pixels), Hectares(entry.Hectares), ReportWords.Share(entry.Hectares, whole), SeasonWords.Meaning(c, plan)];
            })]).Append(["0 not seen", ReportWords.Pixels(report.NotSeen.Pixels), Hectares(report.NotSeen.Hectares), "", SeasonWords.Meaning(ChangeClass.NotSeen, plan)]));
        PrintZones(report, plan, shown);
        Console.Out.WriteLine("  hectares are mapped, true ground area");
        foreach (WarningEntry warning in report.Warnings)
        {
            Console.Out.WriteLine($"  note [{warning.Code}]: {warning.Message}");
        }

        if (report.Review)
        {
            Console.Out.WriteLine("  FOR REVIEW: look at the notes before any of these numbers is quoted.");
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine($"  Look at {Path.Combine(directory, "report.html")} (mask: {Path.Combine(directory, report.Outputs.Mask.Path)}, days: {Path.Combine(directory, report.Outputs.Season.Path)}, numbers: {Path.Combine(directory, "report.json")})");
    }

    private static void PrintSeason(SeasonPlan plan, SeasonDates dates, SeasonEntry entry)
    {
        SeasonFiguresEntry f = entry.Figures;
        Console.Out.WriteLine($"  {SeasonWords.Cropped(plan, dates, f)}");
        string cycles = string.Join(", ", f.Cycles.Select(c => $"{ReportWords.Hectares(c.Hectares)} {(c.Cycles == 1 ? "once" : c.Cycles == 2 ? "twice" : $"{c.Cycles} times")}"));
        if (cycles.Length > 0)
        {
            Console.Out.WriteLine($"    {ReportWords.Hectares(f.CycleHectares)} counting each cycle: {cycles}");
        }

        DaysEntry days = entry.MedianDays;
        if (days.Peak is not null)
        {
            Console.Out.WriteLine($"    half of it had started by {days.Start ?? "–"}, peaked by {days.Peak}, ended by {days.End ?? "–"} and gone bare by {days.Bare ?? "–"}");
        }

        if (f.Lost.Pixels > 0)
        {
            Console.Out.WriteLine($"    {ReportWords.Hectares(f.Lost.Hectares)} lost within the season before ripening, {ReportWords.Hectares(f.Regrown.Hectares)} of it grown again; net {ReportWords.Hectares(f.Net.Hectares)}");
        }

        if (f.Vegetated is { } green)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {ReportWords.Hectares(green.Hectares)} had {plan.Scan.Index.Name} ≥ {plan.Scan.Rule.VegetatedAt} on some clear date"));
        }

        if (entry.OutsideLand is { } off)
        {
            Console.Out.WriteLine($"    outside the land mask, not counted: {ReportWords.Hectares(off.PassesRule.Hectares)} pass the rule{(off.Vegetated is { } offGreen ? $", {ReportWords.Hectares(offGreen.Hectares)} were green" : "")}");
        }
    }

    private static void PrintZones(SeasonReportDocument report, SeasonPlan plan, IReadOnlyList<ChangeClass> shown)
    {
        if (report.Zones.Count == 0)
        {
            return;
        }

        TextTable.Write(
            [.. ((string[])["|Zone", "Hectares", "Seen"]).Concat(shown.Select(c => SeasonWords.Class(c, plan)))],
            report.Zones.Take(MostZones).Select(z => ((string[])[
                z.Id, z.Hectares is { } h ? Hectares(h) : "–", z.Classes is not null && z.ObservedShare is { } share ? ReportWords.Share(share, 1m) : "not seen"])
                .Concat(shown.Select(c => z.Classes is { } classes ? Hectares(classes.First(e => e.Value == (int)c).Hectares) : "–")).ToArray()));
        if (report.Zones.Count > MostZones)
        {
            Console.Out.WriteLine($"  the first {MostZones} of {report.Zones.Count} zones; all are in report.json");
        }
    }

    /// <summary>A plan as <c>--dry-run --json</c> prints it.</summary>
    public static JsonObject PlanDocument(SeasonPlan plan, int workers) => new()
    {
        ["name"] = plan.Scan.Name,
        ["crs"] = plan.Grid.CrsText,
        ["width"] = plan.Grid.Width,
        ["height"] = plan.Grid.Height,
        ["tiles"] = plan.Tiles.Count,
        ["tileWidth"] = plan.Tiles.TileWidth,
        ["tileHeight"] = plan.Tiles.TileHeight,
        ["workers"] = Math.Min(workers, plan.Tiles.Count),
        ["stored"] = plan.Stored.ToString(),
        ["dates"] = new JsonArray([.. plan.Seasons.SelectMany(s => s.Days).Select(d => (JsonNode)d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]),
        ["inputs"] = new JsonArray([.. plan.Scenes.SelectMany(s => s.Files).DistinctBy(f => f.FullPath).Select(f => (JsonNode)f.Path)]),
        ["compare"] = SeasonWords.Compare(plan),
    };

    public static int PrintPlan(SeasonPlan plan, int workers, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(PlanDocument(plan, workers).ToJsonString(ScanSummary.Indented));
            return ExitCode.Done;
        }

        Console.Out.WriteLine($"{plan.Scan.Name}: would follow {string.Join(" and ", plan.Seasons.Select(s => $"{s.Days.Count} dates of {SeasonWords.Window(s)}"))}; nothing was read but headers, nothing is written.");
        Console.Out.WriteLine($"  grid: {plan.Grid.Width} × {plan.Grid.Height} pixels in {plan.Grid.SpatialReference.Code ?? plan.Grid.SpatialReference.Name}{(plan.IsResampled ? ", which the dates are brought to" : "")}{(plan.Zones is { } zones ? $"; {zones.Ids.Count} zones" : "")}{(plan.Scan.Land is null ? "" : "; on land only")}");
        Console.Out.WriteLine($"  work: {plan.Tiles.Count} tiles of up to {plan.Tiles.TileWidth} × {plan.Tiles.TileHeight} pixels on {Math.Min(workers, plan.Tiles.Count)} threads, read as {plan.Stored}");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  rule: {plan.Scan.Index.Name} once at least {plan.Scan.Rule.PeakAt}, once at most {plan.Scan.Rule.BareAt}, {plan.Scan.Rule.Amplitude} apart; {plan.Scan.Rule.MinClear} clear dates, no gap over {plan.Scan.Rule.MaxGapDays} days"));
        return ExitCode.Done;
    }

    private static string Hectares(decimal hectares) => hectares.ToString("#,##0.00", CultureInfo.InvariantCulture);
}
