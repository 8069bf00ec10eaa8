using System.Globalization;
using System.Text;
using RasterEngine.Publication;

namespace RasterEngine.Samples;

/// <summary>estimates.csv: a row a zone, season and statistic. What cannot be estimated has an empty value, never 0.</summary>
internal static class StatisticsTable
{
    public const string FileName = "estimates.csv", WholeFrame = "all";

    private readonly record struct Line(string Zone, string Statistic, string? Class, double? Value, string Unit, string Evidence, long N, double? Cv, IReadOnlyList<double>? Interval);

    public static string Text(EstimateReport report)
    {
        var text = new StringBuilder("zone,season,statistic,class,value,unit,evidence,n,cv,low,high,release\n");
        foreach (Line line in Lines(report))
        {
            text.AppendJoin(',', [
                CsvText.Cell(line.Zone), CsvText.Cell(report.Date ?? ""), line.Statistic, CsvText.Cell(line.Class ?? ""), Number(line.Value), line.Unit, line.Evidence,
                line.N.ToString(CultureInfo.InvariantCulture), Number(line.Cv), Number(line.Interval?[0]), Number(line.Interval?[1]), report.EstimateId]);
            text.Append('\n');
        }

        return text.ToString();

        static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
    }

    private static IEnumerable<Line> Lines(EstimateReport report)
    {
        string evidence = report.Evidence ?? "";
        foreach ((string zone, AreaEntry area) in report.Estimates.Select(e => (WholeFrame, e)).Concat(report.Zones.Select(z => (z.Zone!, z))))
        {
            yield return new(zone, "estimated-area", area.Class, area.Hectares, "ha", evidence, area.N, area.CoefficientOfVariation, area.Interval);
            yield return new(zone, "estimated-share", area.Class, area.Share, "1", evidence, area.N, area.CoefficientOfVariation, null);
        }

        foreach (AreaEntry area in report.Estimates.Where(e => e.MappedHectares is not null))
        {
            yield return new(WholeFrame, "mapped-area", area.Class, area.MappedHectares, "ha", "mapped", 0, null, null);
        }

        IEnumerable<(string Statistic, AccuracyOfClass Value)> accuracies = [
            .. report.Accuracy.Overall is { } overall ? [("overall-accuracy", overall)] : Array.Empty<(string, AccuracyOfClass)>(),
            .. report.Accuracy.Users.Select(u => ("users-accuracy", u)),
            .. report.Accuracy.Producers.Select(p => ("producers-accuracy", p))];
        foreach ((string statistic, AccuracyOfClass value) in accuracies)
        {
            yield return new(WholeFrame, statistic, value.Class, value.Value, "1", evidence, value.N, value.StandardError / value.Value is { } cv && double.IsFinite(cv) ? cv : null, value.Interval);
        }
    }
}
