using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>Publishes an estimate: estimate.json, report.html, estimates.csv and the disagreements, whole or not at all.</summary>
public static class EstimatePublication
{
    private const string Format = "estimate 1", DisagreementsName = "disagreements.csv";

    /// <param name="estimate">What the labels say.</param>
    /// <param name="labelFiles">Labels, a drone's document and polygons; one at least.</param>
    /// <param name="directory">The folder, as written; null: nothing is published.</param>
    /// <param name="superseded">Folder of the earlier release; null for the first.</param>
    /// <exception cref="ScanException">There is no definition, the earlier release is of another series, or the folder holds something else.</exception>
    public static EstimateReport Run(SampleEstimate estimate, IReadOnlyList<NamedFile> labelFiles, string? directory, string? superseded)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(labelFiles);
        FileEntry[] inputs = [.. labelFiles.Select(f => new FileEntry(f.Path, Report.Sha256(f.FullPath))), .. Design(estimate.Sample)];
        EstimateReport? earlier = superseded is null ? null : EarlierRelease.Read(superseded);
        string id = Id(estimate, string.Join('\n', inputs.Take(labelFiles.Count).Select(i => i.Sha256)), earlier?.EstimateId);
        EstimateReport first = EstimateDescription.Of(estimate, id, null, inputs);
        EstimateReport report = earlier is null ? first : EstimateDescription.Of(estimate, id, EarlierRelease.Compare(earlier, superseded!, first), inputs);
        if (directory is not null)
        {
            Publish(report, directory);
        }

        return report;
    }

    private static IEnumerable<FileEntry> Design(SampleFolder sample)
    {
        string design = Path.Combine(sample.Directory, DesignReport.FileName), units = Path.Combine(sample.Directory, SampleWriter.SampleName);
        return [new(design, Report.Sha256(Path.GetFullPath(design))), new(units, Report.Sha256(Path.GetFullPath(units)))];
    }

    private static string Id(SampleEstimate estimate, string labels, string? superseded) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Format}\n{estimate.Sample.Design.SampleId}\n{labels}\n{estimate.Options.Level}\n{estimate.Options.Method}\n{estimate.Options.Seed}\n{superseded}\n{string.Join('\n', estimate.Result?.Zones.Select(z => z.Zone) ?? [])}"))));

    private static void Publish(EstimateReport report, string directory)
    {
        if (report.Definition is null)
        {
            throw new ScanException("no-definition", $"{directory}: an estimate is published with the sentence that says what {report.Target} means, and neither the design nor the map's report has one; expected “definition” in the design.");
        }

        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        ReportShelf.Check(full, directory, report.EstimateId, ShelfKind.Estimate);
        try
        {
            using ReportShelf shelf = ReportShelf.Open(full);
            JsonFile.Write(Path.Combine(shelf.Staging, EstimateReport.FileName), report, SampleJson.Default.EstimateReport);

            File.WriteAllText(Path.Combine(shelf.Staging, "report.html"), new EstimatePage(report).Render());
            File.WriteAllText(Path.Combine(shelf.Staging, StatisticsTable.FileName), StatisticsTable.Text(report));
            if (report.Labels.Disagreements.Count > 0)
            {
                File.WriteAllText(Path.Combine(shelf.Staging, DisagreementsName), Disagreements(report));
            }

            shelf.Publish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{directory}: the estimate could not be written ({e.Message.TrimEnd('.')}); nothing was left behind.", e);
        }
    }

    // The rows of labels as they came, with one to fill in for whoever has the last word.
    private static string Disagreements(EstimateReport report)
    {
        var text = new StringBuilder("unit,reference,date,interpreter\n");
        foreach (DisagreementEntry unit in report.Labels.Disagreements)
        {
            foreach (AnswerEntry answer in unit.Answers)
            {
                text.Append(CultureInfo.InvariantCulture, $"{unit.Unit},{CsvText.Cell(answer.Reference ?? "")},{CsvText.Cell(answer.Date)},{CsvText.Cell(answer.Interpreter)}\n");
            }

            if (!unit.Adjudicated)
            {
                text.Append(CultureInfo.InvariantCulture, $"{unit.Unit},,,{LabelledSample.Adjudicator}\n");
            }
        }

        return text.ToString();
    }
}
