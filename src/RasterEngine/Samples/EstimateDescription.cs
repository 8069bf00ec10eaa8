using System.Globalization;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>Puts an estimate into the form of estimate.json.</summary>
internal static class EstimateDescription
{
    private const double LargestGap = 0.2;

    public static EstimateReport Of(SampleEstimate estimate, string id, SupersededEntry? supersedes, IReadOnlyList<FileEntry> inputs)
    {
        (DesignReport design, LabelledSample labels) = (estimate.Sample.Design, estimate.Labels);
        double hectares = (double)design.Frame.Hectares, gap = (double)labels.NonResponse.Count / design.N;
        List<WarningEntry> warnings = [.. estimate.Warnings];
        if (supersedes is { SeriesBreak: true })
        {
            warnings.Add(new("series-break", $"The earlier release was made otherwise ({string.Join(", ", supersedes.Changed)}): the difference between them is not a change on the ground."));
        }

        return new EstimateReport
        {
            EstimateId = id,
            Name = design.Name,
            Review = estimate.Result is null || gap > LargestGap,
            Evidence = estimate.Result is not null && design.Definition is not null ? EstimateReport.EstimatedEvidence : null,
            AreaKind = "estimated",
            Engine = new(Report.EngineName, Report.EngineVersion),
            Target = design.Target,
            Definition = design.Definition,
            Date = design.Date,
            Level = estimate.Options.Level,
            Method = estimate.Result?.Method ?? "Nothing is estimated while disagreements are open.",
            Headline = Headline(estimate),
            N = design.N - labels.NonResponse.Count - labels.Open.Count,
            Estimates = [.. estimate.Areas.Select(a => EstimateDocument.Area(a, null, hectares, known: true))],
            Accuracy = EstimateDocument.Of(estimate.Accuracy),
            Matrix = estimate.Matrix is { } m ? new([.. m.Strata.Select(s => s.Name)], m.Classes, m.Counts) : null,
            Design = new(
                design.SampleId, design.Map.Sha256, design.Map.ScanId, design.Seed, design.N, design.Frame.Hectares, design.Unit.Kind, design.Method,
                [.. design.Strata.Select((s, i) => new EstimatedStratumEntry(s.Name, s.Units, s.Hectares, s.Drawn, Labelled(estimate, i)))]),
            Labels = Labels(estimate),
            Zones = [.. (estimate.Result?.Zones ?? []).Select(z => EstimateDocument.Area(z.Area, z.Zone, hectares, known: true))],
            Quality = EstimateQuality.Of(estimate.Target.CoefficientOfVariation, gap, labels.Agreement),
            Supersedes = supersedes,
            Warnings = warnings,
            Inputs = inputs,
        };
    }

    /// <summary>What a label says, in words: a class, or shares of several.</summary>
    public static string? Words(DesignReport design, IReadOnlyList<double>? shares)
    {
        if (shares is null)
        {
            return null;
        }

        int whole = shares.ToList().IndexOf(1);
        return whole >= 0 ? design.ReferenceClasses[whole].Name : string.Join(", ", design.ReferenceClasses.Select((c, i) => FormattableString.Invariant($"{c.Name} {shares[i]:0.##}")));
    }

    private static EstimatedLabelsEntry Labels(SampleEstimate estimate)
    {
        LabelledSample labels = estimate.Labels;
        return new EstimatedLabelsEntry(
            labels.Design.N - labels.NonResponse.Count - labels.Open.Count,
            labels.NonResponse,
            labels.Agreement,
            labels.ComparedUnits,
            [.. estimate.Interpreters.Select(i => new InterpreterEntry(i.Interpreter, i.Units, i.Area is { } area ? EstimateDocument.Area(area, null, (double)labels.Design.Frame.Hectares, known: true) : null))],
            [.. labels.Disagreements.Select(u => new DisagreementEntry(u, !labels.Open.Contains(u), [.. labels.Of(u).Select(l => new AnswerEntry(l.Interpreter, l.Date, Words(labels.Design, l.Shares)))]))]);
    }

    private static int Labelled(SampleEstimate estimate, int stratum) =>
        Enumerable.Range(1, estimate.Sample.Design.N).Count(u => estimate.Sample.UnitStrata[u - 1] == stratum && estimate.Labels.Final(u) is not null);

    // "cultivated area, estimated: 5,200 (3,100–8,900) ha; definition; date; n; agreement" (contract.md §4).
    private static string? Headline(SampleEstimate estimate)
    {
        DesignReport design = estimate.Sample.Design;
        return estimate.Target is { Hectares: { } hectares, Interval: { } interval } target
            ? string.Create(CultureInfo.InvariantCulture, $"{design.Target} area, estimated: {RoundedHectares.Text(hectares, interval.Low, interval.High)} ha; {design.Definition ?? "no definition"}; {design.Date ?? "no date"}; n = {target.N:#,##0}; {Agreement(estimate.Labels.Agreement, estimate.Labels.ComparedUnits)}")
            : null;
    }

    /// <summary>How far interpreters agreed, in words.</summary>
    public static string Agreement(double? agreement, int units) => agreement is { } a
        ? string.Create(CultureInfo.InvariantCulture, $"interpreters agreed on {a * 100:0.0} % of {units:#,##0} units labelled by several")
        : "one interpreter, so agreement is not known";
}
