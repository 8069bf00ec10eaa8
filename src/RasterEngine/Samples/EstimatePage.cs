using System.Globalization;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>report.html of an estimate: hectares with interval first, the map's count beside, then everything that says where they come from.</summary>
internal sealed class EstimatePage(EstimateReport report) : HtmlPage
{
    private const int MostRows = 200;

    private AreaEntry Target => report.Estimates.First(e => e.Class == report.Target);

    private string Level => string.Create(CultureInfo.InvariantCulture, $"{report.Level * 100:0.##} %");

    public string Render()
    {
        Head();
        Warnings(report.Warnings);

        Areas();
        Html.Append("<h2>Hectares and their intervals</h2><figure>").Append(ForestPlot.Svg(report.Estimates))
            .Append(CultureInfo.InvariantCulture, $"<figcaption>Dots and lines: estimated from the labelled sample, with the {Level} interval. Hollow diamonds: counted from the map, whose errors are in them.</figcaption></figure>");
        Zones();
        Matrix();
        Accuracy();
        Strata();
        Labels();
        Release();
        Html.Append("<h2>Method</h2><p>").Append(Text(report.Method)).Append("</p><p>").Append(Text(report.Design.Method)).Append("</p>");
        Html.Append(CultureInfo.InvariantCulture, $"<h2>Quality</h2><p><b>{report.Quality.Letter}.</b> {Text(report.Quality.Rule)}</p>");
        Provenance();
        return End();
    }

    private void Head()
    {
        string title = report.Evidence is null ? $"{report.Name}: {report.Target}, not yet estimated" : $"{report.Name}: {report.Target}, estimated area";
        Head(title, $"{report.Definition ?? "No definition"}. {(report.Date is { } date ? $"{date}. " : "")}{report.Labels.Labelled.ToString("#,##0", CultureInfo.InvariantCulture)} of {Whole(report.Design.N)} units labelled; {Agreement()}.", report.Review);

        Html.Append("<div class=\"headline\">");
        Tile($"{(Rounded(Target) is { } rounded ? $"{rounded} ha" : "not estimated")}", $"{report.Target}, estimated, with the {Level} interval");
        Tile(Target.CoefficientOfVariation is { } cv ? Percent(cv) : "–", "coefficient of variation");
        Tile(report.Quality.Letter, "quality, by the rule below");
        Html.Append("</div>");

        void Tile(string number, string words) => Html.Append(CultureInfo.InvariantCulture, $"<div><b>{Text(number)}</b>{Text(words)}</div>");
    }

    private void Areas()
    {
        Open("Estimated, and mapped", "Class", "Estimated ha, rounded to the interval", "Estimated ha", "Standard error", "CV", "Units", "Mapped ha, a count of pixels");
        foreach (AreaEntry a in report.Estimates)
        {
            Row(a.Class, Rounded(a) ?? "not estimated", Hectares(a.Hectares), Hectares(a.StandardError), a.CoefficientOfVariation is { } cv ? Percent(cv) : "–", Whole(a.N), Hectares(a.MappedHectares));
        }

        Close($"Estimates are from the labelled sample, intervals at {Level} ({Target.IntervalMethod}). Mapped hectares are counted from the map: they have no interval, for a count knows nothing of the map's errors.");
    }

    private void Zones()
    {
        if (report.Zones.Count == 0)
        {
            return;
        }

        Open("Zones", "Zone", "|Class", "Estimated ha", "CV", "Units");
        foreach (AreaEntry z in report.Zones.Take(MostRows))
        {
            Row(z.Zone!, "|" + z.Class, Rounded(z) ?? "too few units: combine zones", z.CoefficientOfVariation is { } cv ? Percent(cv) : "–", Whole(z.N));
        }

        Close(report.Zones.Count > MostRows ? $"The first {MostRows} of {report.Zones.Count}; all are in {StatisticsTable.FileName}." : "");
    }

    private void Matrix()
    {
        if (report.Matrix is not { } matrix)
        {
            return;
        }

        Open("Error matrix: labelled units", ["Stratum", .. matrix.Classes, "All"]);
        for (int i = 0; i < matrix.Strata.Count; i++)
        {
            Row([matrix.Strata[i], .. matrix.Counts[i].Select(Whole), Whole(matrix.Counts[i].Sum())]);
        }

        Close("Rows: the stratum a unit was drawn in. Columns: the reference label. Counts are not weighted by area; the estimates are.");
    }

    private void Accuracy()
    {
        if (report.Accuracy.Users.Count == 0 && report.Accuracy.Overall is null)
        {
            return;
        }

        Open("How right the map is", "Class", "User's accuracy", "Interval", "Producer's accuracy", "Interval");
        foreach (AccuracyOfClass user in report.Accuracy.Users)
        {
            AccuracyOfClass? producer = report.Accuracy.Producers.FirstOrDefault(p => p.Class == user.Class);
            Row(user.Class!, Share(user.Value), Range(user.Interval), Share(producer?.Value), Range(producer?.Interval));
        }

        Close($"{(report.Accuracy.Overall is { Value: { } overall } o ? $"Overall accuracy {Percent(overall)} ({Range(o.Interval)}). " : "")}User's accuracy: of the ground mapped as a class, the share that is it. Producer's accuracy: of the ground that is a class, the share that is mapped as it. Weighted by area, where the map saw something.");
    }

    private void Strata()
    {
        Open("Sample", "Stratum", "Units of the population", "Hectares", "Drawn", "Labelled");
        foreach (EstimatedStratumEntry s in report.Design.Strata)
        {
            Row(s.Name, Whole(s.Units), Hectares((double)s.Hectares), Whole(s.Drawn), Whole(s.Labelled));
        }

        Close($"{Whole(report.Design.N)} {report.Design.Unit}s drawn from {Hectares((double)report.Design.FrameHectares)} ha, seed {report.Design.Seed.ToString(CultureInfo.InvariantCulture)}. Without a label: {(report.Labels.NonResponse.Count == 0 ? "none" : $"units {string.Join(", ", report.Labels.NonResponse.Take(MostRows))}{(report.Labels.NonResponse.Count > MostRows ? ", …" : "")}")}.");
    }

    private void Labels()
    {
        if (report.Labels.Interpreters.Count > 0)
        {
            Open("Each interpreter's own estimate", "Interpreter", "Units", $"{report.Target}, ha", "CV");
            foreach (InterpreterEntry i in report.Labels.Interpreters)
            {
                Row(i.Interpreter, Whole(i.Units), Rounded(i.Estimate) ?? "labelled too little of the sample", i.Estimate?.CoefficientOfVariation is { } cv ? Percent(cv) : "–");
            }

            Close(Agreement() + ".");
        }

        if (report.Labels.Disagreements.Count > 0)
        {
            Open("Disagreements", "Unit", "|Answers", "|Adjudicated");
            foreach (DisagreementEntry d in report.Labels.Disagreements.Take(MostRows))
            {
                Row(Whole(d.Unit), "|" + string.Join("; ", d.Answers.Select(a => $"{a.Interpreter}{(a.Date.Length > 0 ? $", {a.Date}" : "")}: {a.Reference ?? "no answer"}")), d.Adjudicated ? "|yes" : "|no");
            }

            Close(report.Labels.Disagreements.Count > MostRows ? $"The first {MostRows} of {report.Labels.Disagreements.Count}; all are in disagreements.csv." : "");
        }
    }

    private void Release()
    {
        if (report.Supersedes is not { } earlier)
        {
            return;
        }

        Open("What this release changes", "Class", "Before", "Now", "Difference");
        foreach (DifferenceEntry d in earlier.Differences)
        {
            Row(d.Class, Hectares(d.Before), Hectares(d.Now), d.Difference is { } x ? x.ToString("+#,##0.00;−#,##0.00;0.00", CultureInfo.InvariantCulture) : "–");
        }

        Close($"Supersedes {earlier.EstimateId[..12]}… ({earlier.Path}). Different: {(earlier.Changed.Count == 0 ? "nothing" : string.Join(", ", earlier.Changed))}.{(earlier.SeriesBreak ? " The series breaks here: these differences are not a change on the ground." : "")}");
    }

    private void Provenance()
    {
        Open("Provenance", "|What", "|Which");
        Row("|estimate", $"|{report.EstimateId}");
        Row("|sample", $"|{report.Design.SampleId}");
        Row("|map", $"|SHA-256 {report.Design.MapSha256}{(report.Design.ScanId is { } scan ? $", scan {scan}" : "")}");
        foreach (FileEntry input in report.Inputs)
        {
            Row($"|{input.Path}", $"|SHA-256 {input.Sha256}");
        }

        Row("|engine", $"|{report.Engine.Name} {report.Engine.Version}");
        Close("");
    }

    private string Agreement() => EstimateDescription.Agreement(report.Labels.Agreement, report.Labels.ComparedUnits);

    private static string? Rounded(AreaEntry? area) => area is { Hectares: { } hectares, Interval: { } interval } ? RoundedHectares.Text(hectares, interval[0], interval[1]) : null;

    private static string Whole(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Hectares(double? hectares) => hectares?.ToString("#,##0.00", CultureInfo.InvariantCulture) ?? "–";

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "\u00A0%";

    private static string Share(double? share) => share is { } s ? Percent(s) : "–";

    private static string Range(IReadOnlyList<double>? interval) => interval is { } i ? $"{Percent(i[0])} to {Percent(i[1])}" : "–";
}
