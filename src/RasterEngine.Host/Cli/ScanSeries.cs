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

    public static int Run(ParseResult parsed, string[] documents, string directory, Func<(Scan Scan, string Directory), ReportDocument> one)
    {
        CheckDirectory(directory);
        var read = new List<(string Document, Scan? Scan, string Folder)>();
        int worst = ExitCode.Done;
        foreach (string document in documents)
        {
            Scan? scan = null;
            worst = Worse(worst, CommandLine.Guard(parsed, () =>
            {
                scan = ScanDocument.Read(document);
                return ExitCode.Done;
            }));
            read.Add((document, scan, scan is null ? "" : FolderName(scan.Name)));
        }

        if (read.Where(r => r.Scan is not null).GroupBy(r => r.Folder, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new ScanException("bad-argument", $"{same.Count()} of the documents are named “{same.Key}”; expected a different name in each, because it names the result's folder.");
        }

        var summary = new StringBuilder("name,folder,evidence,before,after,index,vegetatedAt,changeOf,observedHectares,observedShare,vegetatedBeforeHectares,vegetatedAfterHectares,gainedHectares,lostHectares,review,error\n");
        var reports = new List<ReportDocument>();
        foreach ((string document, Scan? scan, string folder) in read)
        {
            if (scan is null)
            {
                summary.AppendLine(Refused(document, folder));
                continue;
            }

            int code = CommandLine.Guard(parsed, () =>
            {
                ReportDocument report = one((scan, Path.Combine(directory, folder)));
                reports.Add(report);
                summary.AppendLine(Line(report, folder));
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
                summary.AppendLine(Refused(scan.Name, folder));
            }

            worst = Worse(worst, code);
        }

        Directory.CreateDirectory(directory);
        string part = Path.Combine(directory, SummaryName + ".part");
        File.WriteAllText(part, summary.ToString());
        File.Move(part, Path.Combine(directory, SummaryName), overwrite: true);
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine($"[{string.Join(",\n", reports.Select(r => JsonSerializer.Serialize(r, ReportJson.Default.ReportDocument)))}]");
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

    private static string Line(ReportDocument r, string folder) => string.Join(',', ((IEnumerable<object?>)[
        r.Name, folder, r.Evidence, r.Before.Date, r.After.Date, r.Index, r.Rule.VegetatedAt, r.Rule.ChangeOf, r.Observed.Hectares, r.ObservedShare, r.Before.Vegetated.Hectares, r.After.Vegetated.Hectares,
        r.Classes[1].Hectares, r.Classes[2].Hectares, r.Review, null]).Select(v => v switch
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
