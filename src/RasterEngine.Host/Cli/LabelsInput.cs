using System.CommandLine;
using System.Text.Json;
using RasterEngine.Estimates;
using RasterEngine.Publication;
using RasterEngine.Samples;

namespace RasterEngine.Host.Cli;

/// <summary><c>--report R.json --labels L.csv</c>: labels of a sample that <c>sample</c> drew, from our mask or anybody's map.</summary>
internal static class LabelsInput
{
    public const string Usage = "--report R.json --labels L.csv";

    private static readonly Option<string?> ReportFile = new("--report") { Description = "With --labels: report.json of the scan that was sampled, or design-report.json of the sample.", HelpName = "R.json" };
    private static readonly Option<string?> Map = new("--map") { Description = "With --labels: the map that was sampled, when it is not one of ours.", HelpName = "MAP.tif" };
    private static readonly Option<string?> Sample = new("--sample") { Description = "Folder that “sample” wrote; left out, the labels or the report lie in it.", HelpName = "DIR" };
    private static readonly Option<string?> LabelColumn = new("--label-column") { Description = "Collect Earth Online: the column of the answered question.", HelpName = "QUESTION" };
    private static readonly Option<string?> LabelMap = new("--label-map") { Description = "Answers and the classes they stand for: Crop=crop,Non-crop=other.", HelpName = "A=B,…" };
    private static readonly Option<string?> Zones = new("--zones") { Description = "Polygons to estimate by: GeoJSON, GeoPackage, Shapefile.", HelpName = "FILE" };
    private static readonly Option<string?> ZoneId = new("--zone-id") { Description = "The field that names the zones.", HelpName = "FIELD" };
    private static readonly Option<string?> Supersedes = new("--supersedes") { Description = "Folder of the earlier release of the series.", HelpName = "DIR" };
    private static readonly Option<string?> Out = new("--out") { Description = "With --labels: publish estimate.json, report.html and estimates.csv here.", HelpName = "DIR" };

    public static Option<string?> Labels { get; } = new("--labels") { Description = "Labels: unit,reference[,date][,interpreter][,confidence]; Collect Earth Online's download, or AcATaMa's saved file.", HelpName = "L.csv" };

    private static readonly Option<string?> Drone = new("--drone") { Description = "Fields digitised on a drone's orthomosaic, instead of or beside --labels: they count where they reach.", HelpName = "DRONE.json" };

    /// <summary>Labels of a drawn sample are given.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(Labels) is not null || parsed.GetValue(Drone) is not null;

    public static IReadOnlyList<Option> Options => [Labels, Drone, ReportFile, Map, Sample, LabelColumn, LabelMap, Zones, ZoneId, Supersedes, Out];

    public static int Run(ParseResult parsed, EstimateOptions options)
    {
        string? labelFile = parsed.GetValue(Labels), droneFile = parsed.GetValue(Drone);
        SampleFolder sample = Find(parsed, labelFile ?? droneFile!);
        var words = new LabelWords(sample.Design, Translation(parsed.GetValue(LabelMap)));
        IReadOnlyList<UnitLabel> table = labelFile is null ? [] : LabelTable.Read(labelFile, words, parsed.GetValue(LabelColumn));
        DroneReference? flight = droneFile is null ? null : DroneReference.Read(droneFile);
        DroneShares? drone = flight is null ? null : DroneShares.Of(sample, flight);
        LabelledSample labels = With(drone?.Labels ?? []);
        UnitZones? zones = parsed.GetValue(Zones) is { } file ? UnitZones.Read(sample, file, parsed.GetValue(ZoneId)) : null;
        var estimate = SampleEstimate.Of(sample, labels, options, zones, drone is null ? null : [.. drone.Moved.Select(m => (With(m.Plus), With(m.Minus)))]);
        NamedFile[] files = [.. ((string?[])[labelFile, droneFile]).OfType<string>().Select(NamedFile.Of), .. flight is null ? [] : (NamedFile[])[flight.Fields, flight.Footprint]];
        EstimateReport report = EstimatePublication.Run(estimate, files, parsed.GetValue(Out), parsed.GetValue(Supersedes));
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, SampleJson.Default.EstimateReport));
        }
        else
        {
            Print(report, estimate, parsed.GetValue(Out));
        }

        return report.Review ? ExitCode.Review : ExitCode.Done;

        LabelledSample With(IReadOnlyList<UnitLabel> shares) => LabelledSample.Of(sample.Design, [.. table, .. shares]);
    }

    private static SampleFolder Find(ParseResult parsed, string labelFile)
    {
        string? report = parsed.GetValue(ReportFile), map = parsed.GetValue(Map);
        SampleFolder sample = SampleFolder.Open(SampleFolder.Find(parsed.GetValue(Sample), report, labelFile));
        if (report is not null && Path.GetFileName(report) != DesignReport.FileName)
        {
            // Opening it holds its mask against it, too.
            ClassRaster mask = MappedReport.Open(report);
            sample.CheckMap(mask.Source.Path, mask.Sha256);
        }

        if (map is not null)
        {
            sample.CheckMap(map, Report.Sha256(Path.GetFullPath(File.Exists(map) ? map : throw new ScanException("missing-file", $"{map}: there is no such file; expected the map that was sampled."))));
        }

        return sample;
    }

    private static Dictionary<string, string> Translation(string? text)
    {
        var translation = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int at = pair.LastIndexOf('=');
            if (at < 1 || !translation.TryAdd(pair[..at].Trim(), pair[(at + 1)..].Trim()))
            {
                throw new ScanException("bad-argument", $"--label-map holds “{pair}”; expected answers and classes, each answer once: Crop=crop,Non-crop=other.");
            }
        }

        return translation;
    }

    private static void Print(EstimateReport report, SampleEstimate estimate, string? directory)
    {
        Console.Out.WriteLine(report.Headline ?? $"{report.Target} area: not estimated");
        var document = new EstimateDocument
        {
            Level = report.Level,
            Method = report.Method,
            N = report.N,
            Estimates = report.Estimates,
            Accuracy = report.Accuracy,
            Zones = report.Zones.Count > 0 ? report.Zones : null,
            Warnings = report.Warnings,
        };
        EstimateTable.Print(document, estimate.Matrix);
        foreach (InterpreterEntry i in report.Labels.Interpreters)
        {
            string area = i.Estimate is { } e ? $"{EstimateNumbers.Hectares(e.Hectares, e.StandardError)} ha ({EstimateNumbers.Interval(e.Interval, e.StandardError)})" : "labelled too little of the sample for an estimate of their own";
            Console.Out.WriteLine($"  {i.Interpreter} alone, {EstimateNumbers.Count(i.Units)} units: {report.Target} {area}");
        }

        if (report.Labels.Agreement is not null)
        {
            Console.Out.WriteLine($"  interpreters agreed on {EstimateNumbers.Percent(report.Labels.Agreement)} of {EstimateNumbers.Count(report.Labels.ComparedUnits)} units labelled by several");
        }

        foreach (DisagreementEntry d in report.Labels.Disagreements.Where(d => !d.Adjudicated))
        {
            Console.Out.WriteLine($"  to adjudicate, unit {d.Unit}: {string.Join("; ", d.Answers.Select(a => $"{a.Interpreter}{(a.Date.Length > 0 ? $" ({a.Date})" : "")} {a.Reference ?? "no answer"}"))}");
        }

        Console.Out.WriteLine($"  quality {report.Quality.Letter} ({report.Quality.Rule})");
        if (report.Supersedes is { } earlier)
        {
            Console.Out.WriteLine($"  supersedes {earlier.EstimateId[..12]}…: {string.Join("; ", earlier.Differences.Select(d => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{d.Class} {d.Difference:+#,##0.##;−#,##0.##;0} ha")))}; different: {string.Join(", ", earlier.Changed)}");
        }

        if (directory is not null)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"  Look at {Path.Combine(directory, "report.html")} (numbers: {Path.Combine(directory, EstimateReport.FileName)})");
        }
    }
}
