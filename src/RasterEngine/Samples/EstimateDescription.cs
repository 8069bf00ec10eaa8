using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>Puts an estimate into the form of estimate.json.</summary>
internal static class EstimateDescription
{
    private const double LargestGap = 0.2;

    public static EstimateReport Of(SampleEstimate estimate, string id, SupersededEntry? supersedes, IReadOnlyList<FileEntry> inputs)
    {
        (DesignReport design, LabelledSample labels) = (estimate.Sample.Design, estimate.Labels);
        double gap = (double)labels.NonResponse.Count / design.N;
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
            Estimates = [.. estimate.Areas.Select(Area)],
            Accuracy = new(
                estimate.Accuracy.Overall is { } overall ? Value(overall) : null, [.. estimate.Accuracy.Users.Select(Value)], [.. estimate.Accuracy.Producers.Select(Value)]),
            Matrix = estimate.Matrix is { } m ? new([.. m.Strata.Select(s => s.Name)], m.Classes, m.Counts) : null,
            Design = new(
                design.SampleId, design.Map.Sha256, design.Map.ScanId, design.Seed, design.N, design.Frame.Hectares, design.Unit.Kind, design.Method,
                [.. design.Strata.Select((s, i) => new EstimatedStratumEntry(s.Name, s.Units, s.Hectares, s.Drawn, Labelled(estimate, i)))]),
            Labels = Labels(estimate),
            Zones = [.. (estimate.Result?.Zones ?? []).Select(z => new EstimatedZoneEntry(z.Zone, Area(z.Area)))],
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
            [.. estimate.Interpreters.Select(i => new InterpreterEntry(i.Interpreter, i.Units, i.Area is { } area ? Area(area) : null))],
            [.. labels.Disagreements.Select(u => new DisagreementEntry(u, !labels.Open.Contains(u), [.. labels.Of(u).Select(l => new AnswerEntry(l.Interpreter, l.Date, Words(labels.Design, l.Shares)))]))]);
    }

    private static int Labelled(SampleEstimate estimate, int stratum) =>
        Enumerable.Range(1, estimate.Sample.Design.N).Count(u => estimate.Sample.UnitStrata[u - 1] == stratum && estimate.Labels.Final(u) is not null);

    private static EstimatedAreaEntry Area(AreaEstimate a) => new(
        a.Class, a.Hectares, a.Share, a.StandardError, Pair(a.Interval), a.IntervalMethod.ToString().ToLowerInvariant(), a.MappedHectares, a.N, a.CoefficientOfVariation,
        a.Hectares is { } h && a.Interval is { } i ? RoundedHectares.Text(h, i.Low, i.High) : null);

    private static AccuracyValueEntry Value(AccuracyEstimate a) => new(a.Class, a.Value, a.StandardError, Pair(a.Interval), a.N);

    private static double[]? Pair(Interval? interval) => interval is { } i ? [i.Low, i.High] : null;
}
