using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Publication;
using RasterEngine.Scans;

namespace RasterEngine.Host.Cli;

/// <summary>Several documents in one call: a folder each and a summary.csv. One that is refused does not stop the others.</summary>
internal static class ScanSeries
{
    private const string SummaryName = "summary.csv";

    private const string Columns = "name,folder,evidence,before,after,index,vegetatedAt,changeOf,observedHectares,observedShare,vegetatedBeforeHectares,vegetatedAfterHectares,gainedHectares,lostHectares,review,error";

    // Only where a season is among the documents; of two dates they stay empty.
    private const string SeasonColumns = ",croppedHectares,undeterminedHectares,cycleHectares";

    public static int Run(
        ParseResult parsed, string[] documents, string directory, Func<(Scan Scan, string Directory), ReportDocument> one, Func<(SeasonScan Scan, string Directory), SeasonReportDocument> season)
    {
        CheckDirectory(directory);
        var read = new List<(string Document, Scan? Scan, SeasonScan? Season, string Folder)>();
        int worst = ExitCode.Done;
        foreach (string document in documents)
        {
            Scan? scan = null;
            SeasonScan? ofSeason = null;
            worst = Worse(worst, CommandLine.Guard(parsed, () =>
            {
                ofSeason = SeasonDocument.Read(document);
                scan = ofSeason is null ? ScanDocument.Read(document) : null;
                return ExitCode.Done;
            }));
            read.Add((document, scan, ofSeason, (scan?.Name ?? ofSeason?.Name) is { } name ? FolderName(name) : ""));
        }

        if (read.Where(r => r.Folder.Length > 0).GroupBy(r => r.Folder, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new ScanException("bad-argument", $"{same.Count()} of the documents are named “{same.Key}”; expected a different name in each, because it names the result's folder.");
        }

        bool hasSeason = read.Any(r => r.Season is not null);
        var summary = new StringBuilder(Columns + (hasSeason ? SeasonColumns : "") + "\n");
        string rest = hasSeason ? ",,," : "";
        var reports = new List<string>();
        foreach ((string document, Scan? scan, SeasonScan? ofSeason, string folder) in read)
        {
            if (folder.Length == 0)
            {
                summary.AppendLine(Refused(document, folder) + rest);
                continue;
            }

            int code = CommandLine.Guard(parsed, () =>
            {
                if (ofSeason is not null)
                {
                    SeasonReportDocument answer = season((ofSeason, Path.Combine(directory, folder)));
                    reports.Add(JsonSerializer.Serialize(answer, SeasonReportJson.Default.SeasonReportDocument));
                    summary.AppendLine(Line(answer, folder));
                    return answer.Review ? ExitCode.Review : ExitCode.Done;
                }

                ReportDocument report = one((scan!, Path.Combine(directory, folder)));
                reports.Add(JsonSerializer.Serialize(report, ReportJson.Default.ReportDocument));
                summary.AppendLine(Line(report, folder) + rest);
                return report.Review ? ExitCode.Review : ExitCode.Done;
            });
            if (code == ExitCode.Cancelled)
            {
                // What was finished before stays published, and the summary says so.
                worst = code;
                break;
            }

            if (code is ExitCode.Request or ExitCode.Machine)
            {
                summary.AppendLine(Refused((scan?.Name ?? ofSeason?.Name)!, folder) + rest);
            }

            worst = Worse(worst, code);
        }

        Directory.CreateDirectory(directory);
        string part = Path.Combine(directory, SummaryName + ".part");
        File.WriteAllText(part, summary.ToString());
        File.Move(part, Path.Combine(directory, SummaryName), overwrite: true);
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine($"[{string.Join(",\n", reports)}]");
        }
        else
        {
            Console.Out.WriteLine($"Summary: {Path.Combine(directory, SummaryName)}");
        }

        return worst;
    }

    /// <summary>Prints the plan of every document and writes nothing.</summary>
    public static int PrintPlans(ParseResult parsed, string[] documents, int workers)
    {
        bool json = parsed.GetValue(CommandLine.Json);
        var plans = new JsonArray();
        int worst = ExitCode.Done;
        foreach (string document in documents)
        {
            worst = Worse(worst, CommandLine.Guard(parsed, () =>
            {
                if (SeasonDocument.Read(document) is { } season)
                {
                    SeasonPlan ofSeason = SeasonPlan.Make(season);
                    if (!json)
                    {
                        return SeasonSummary.PrintPlan(ofSeason, workers, json: false);
                    }

                    plans.Add((JsonNode)SeasonSummary.PlanDocument(ofSeason, workers));
                    return ExitCode.Done;
                }

                ScanPlan plan = ScanPlan.Make(ScanDocument.Read(document));
                if (!json)
                {
                    return ScanSummary.PrintPlan(plan, workers, json: false);
                }

                plans.Add((JsonNode)ScanSummary.PlanDocument(plan, workers));
                return ExitCode.Done;
            }));
        }

        if (json)
        {
            Console.Out.WriteLine(plans.ToJsonString(ScanSummary.Indented));
        }

        return worst;
    }

    // The machine's fault outweighs a refusal, a refusal a review.
    private static int Worse(int a, int b) =>
        a is ExitCode.Machine || b is ExitCode.Machine ? ExitCode.Machine : a is ExitCode.Request || b is ExitCode.Request ? ExitCode.Request : Math.Max(a, b);

    private static string Refused(string name, string folder) => $"{Field(name)},{Field(folder)},,,,,,,,,,,,,,refused";

    private static void CheckDirectory(string directory)
    {
        string? other = Directory.Exists(directory)
            ? Directory.EnumerateFileSystemEntries(directory).FirstOrDefault(e => !IsOfAKilledRun(e) && Path.GetFileName(e) != SummaryName && !File.Exists(Path.Combine(e, "report.json")))
            : null;
        if (other is not null)
        {
            throw new ScanException("folder-occupied", $"{directory}: holds {Path.GetFileName(other)}, which is not a result of a scan; expected a new or an empty folder.");
        }
    }

    // What a run that was killed left is no reason to refuse the run that makes up for it.
    private static bool IsOfAKilledRun(string path)
    {
        string name = Path.GetFileName(path);
        return name == SummaryName + ".part" || (name.StartsWith('.') && (name.EndsWith(".part", StringComparison.Ordinal) || name.EndsWith(".replaced", StringComparison.Ordinal)));
    }

    private static string Line(SeasonReportDocument r, string folder) => Joined([
        r.Name, folder, r.Evidence, r.Earlier?.Start ?? r.Season.Start, r.Season.End, r.Index, r.State.VegetatedAt, null, r.Observed.Hectares, r.ObservedShare, null, null,
        r.Classes.FirstOrDefault(c => c.Name == "gained")?.Hectares, r.Classes.FirstOrDefault(c => c.Name == "lost")?.Hectares, r.Review, null,
        r.Season.Figures.Cropped.Hectares, r.Season.Figures.Undetermined.Hectares, r.Season.Figures.CycleHectares]);

    private static string Line(ReportDocument r, string folder) => Joined([
        r.Name, folder, r.Evidence, r.Before.Date, r.After.Date, r.Index, r.Rule.VegetatedAt, r.Rule.ChangeOf, r.Observed.Hectares, r.ObservedShare, r.Before.Vegetated.Hectares, r.After.Vegetated.Hectares,
        r.Classes[1].Hectares, r.Classes[2].Hectares, r.Review, null]);

    private static string Joined(IEnumerable<object?> values) => string.Join(',', values.Select(v => v switch
        {
            null => "",
            bool b => b ? "true" : "false",
            decimal d => d.ToString(CultureInfo.InvariantCulture),
            _ => Field(v.ToString()!),
        }));

    // A name that a spreadsheet would run as a formula is shown as text.
    private static string Field(string text)
    {
        string safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string FolderName(string name)
    {
        string folder = new([.. name.Trim().Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]);
        return folder.Trim('.').Length == 0 ? "scan" : folder.TrimStart('.');
    }
}
