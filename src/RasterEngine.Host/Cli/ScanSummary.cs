using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Masks;
using RasterEngine.Publication;
using RasterEngine.Scans;

namespace RasterEngine.Host.Cli;

/// <summary>A result, or the plan of one, as people read it on a terminal.</summary>
internal static class ScanSummary
{
    private const int MostZones = 20;

    public static void Print(ReportDocument report, Scan scan, string directory)
    {
        string before = ReportWords.DateWords(scan.Before), after = ReportWords.DateWords(scan.After);
        string rule = string.Create(CultureInfo.InvariantCulture, $"{report.Index} ≥ {report.Rule.VegetatedAt}");
        Console.Out.WriteLine($"{Printable.Of(report.Name)}: {ReportWords.Subject(scan)}, {before} and {after}{(report.Compare is { } compare ? $", a {compare} comparison" : "")}");
        Console.Out.WriteLine();
        Console.Out.WriteLine($"  {before}: {ReportWords.Hectares(report.Before.Vegetated.Hectares)} had {rule}");
        Console.Out.WriteLine($"  {after}: {ReportWords.Hectares(report.After.Vegetated.Hectares)} had {rule}");
        Console.Out.WriteLine($"  of {ReportWords.Hectares(report.Observed.Hectares)} seen on both dates, {ReportWords.Share(report.ObservedShare, 1m)} of the area; {(scan.IsOnCropland ? Printable.Of(ReportWords.Includes(scan)) : "forest, meadow and garden included")}");
        decimal whole = report.Observed.Hectares;
        TextTable.Write(
            ["|Class", "Pixels", "Hectares", "Share", "|Meaning"],
            ((IEnumerable<string[]>)[.. ChangeClasses.Observed.Select(c =>
            {
                ClassEntry entry = report.Classes.First(e => e.Value == (int)c);
                string words = ReportWords.ClassWords(c, scan.Comparison);
                return (string[])[$"{entry.Value} {(words == entry.Name ? words : $"{words} ({entry.Name})")}", ReportWords.Pixels(entry.Pixels), Hectares(entry.Hectares), ReportWords.Share(entry.Hectares, whole), ReportWords.ClassMeaning(c, scan.Rule)];
            })]).Append(["0 not seen", ReportWords.Pixels(report.NotSeen.Pixels), Hectares(report.NotSeen.Hectares), "", ReportWords.ClassMeaning(ChangeClass.NotSeen, scan.Rule)]));
        PrintZones(report, scan);
        Console.Out.WriteLine($"  {ReportWords.Identity(report)}");
        if (report.VegetatedOutsideLand is { } outside)
        {
            Console.Out.WriteLine($"  outside the land mask, not counted: {ReportWords.Hectares(outside.Before.Hectares)} green on {before}, {ReportWords.Hectares(outside.After.Hectares)} on {after}");
        }

        if (report.Threshold is { } t)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  threshold {t.VegetatedAt} derived by {t.Method}: below it {t.MeanBelow:0.00} on average, above {t.MeanAbove:0.00}; Ashman's D {t.AshmanD:0.00}"));
        }

        if (report.MinimumMappingUnit is { } unit)
        {
            Console.Out.WriteLine($"  patches under {ReportWords.Hectares(unit.Hectares)} count as unchanged: {ReportWords.Pixels(unit.Gained.Patches)} of gain ({ReportWords.Hectares(unit.Gained.Hectares)}), {ReportWords.Pixels(unit.Lost.Patches)} of loss ({ReportWords.Hectares(unit.Lost.Hectares)})");
        }

        Console.Out.WriteLine($"  later date moved by one pixel: up to {ReportWords.Hectares(report.ShiftSensitivity.GainedHectares)} {ReportWords.ClassWords(ChangeClass.Gained, scan.Comparison)} and {ReportWords.Hectares(report.ShiftSensitivity.LostHectares)} {ReportWords.ClassWords(ChangeClass.Lost, scan.Comparison)}");
        Console.Out.WriteLine("  hectares are mapped, true ground area");
        foreach (WarningEntry warning in report.Warnings)
        {
            Console.Out.WriteLine($"  note [{warning.Code}]: {Printable.Of(warning.Message)}");
        }

        if (report.Review)
        {
            Console.Out.WriteLine("  FOR REVIEW: look at the notes before any of these numbers is quoted.");
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine($"  Look at {Path.Combine(directory, "report.html")} (mask: {Path.Combine(directory, report.Outputs.Mask.Path)}, numbers: {Path.Combine(directory, "report.json")})");
    }

    private static void PrintZones(ReportDocument report, Scan scan)
    {
        if (report.Zones.Count == 0)
        {
            return;
        }

        TextTable.Write(
            ["|Zone", "Hectares", "Seen", "Green before", "Green after", ReportWords.ClassWords(ChangeClass.Gained, scan.Comparison), ReportWords.ClassWords(ChangeClass.Lost, scan.Comparison)],
            report.Zones.Take(MostZones).Select(z => (string[])[
                z.Id,
                z.Hectares is { } h ? Hectares(h) : "–",
                z.ObservedShare is { } share ? ReportWords.Share(share, 1m) : "not seen",
                z.Before is { } b ? Hectares(b.Vegetated.Hectares) : "–",
                z.After is { } a ? Hectares(a.Vegetated.Hectares) : "–",
                z.Classes is { } gained ? Hectares(gained.First(c => c.Value == (int)ChangeClass.Gained).Hectares) : "–",
                z.Classes is { } lost ? Hectares(lost.First(c => c.Value == (int)ChangeClass.Lost).Hectares) : "–"]));
        if (report.Zones.Count > MostZones)
        {
            Console.Out.WriteLine($"  the first {MostZones} of {report.Zones.Count} zones; all are in report.json");
        }
    }

    /// <summary>How plans are printed as JSON.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, TypeInfoResolver = CliJson.Default };

    /// <summary>A plan as <c>--dry-run --json</c> prints it.</summary>
    public static JsonObject PlanDocument(ScanPlan plan, int workers)
    {
        return new JsonObject
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
            ["inputs"] = new JsonArray([.. plan.Before.Files.Concat(plan.After.Files).Select(f => (JsonNode)f.Path)]),
            ["compare"] = plan.Scan.Comparison?.Name(),
        };
    }

    public static int PrintPlan(ScanPlan plan, int workers, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(PlanDocument(plan, workers).ToJsonString(Indented));
            return ExitCode.Done;
        }

        Console.Out.WriteLine($"{Printable.Of(plan.Scan.Name)}: would compare {ReportWords.DateWords(plan.Scan.Before)} and {ReportWords.DateWords(plan.Scan.After)}; nothing was read but headers, nothing is written.");
        Console.Out.WriteLine($"  grid: {plan.Grid.Width} × {plan.Grid.Height} pixels in {plan.Grid.SpatialReference}, {(plan.IsResampled ? "which the dates are brought to" : "the overlap of both dates")}{(plan.Zones is { } zones ? $"; {zones.Ids.Count} zones" : "")}{(plan.Scan.Land is null ? "" : "; on land only")}");
        Console.Out.WriteLine($"  work: {plan.Tiles.Count} tiles of up to {plan.Tiles.TileWidth} × {plan.Tiles.TileHeight} pixels on {Math.Min(workers, plan.Tiles.Count)} threads, compared as {plan.Stored}");
        Console.Out.WriteLine($"  rule: vegetated at {plan.Scan.Index.Name} {(plan.Scan.ThresholdMethod is { } method ? $"derived from the data by {ReportWords.MethodName(method)}" : plan.Scan.Rule.VegetatedAt.ToString(CultureInfo.InvariantCulture))}, change of {plan.Scan.Rule.ChangeOf.ToString(CultureInfo.InvariantCulture)}");
        return ExitCode.Done;
    }

    private static string Hectares(decimal hectares) => hectares.ToString("#,##0.00", CultureInfo.InvariantCulture);
}
