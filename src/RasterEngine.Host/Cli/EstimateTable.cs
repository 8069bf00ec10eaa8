using System.Globalization;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary>An estimate as people read it: hectares rounded to what the interval allows, mapped and estimated side by side.</summary>
internal static class EstimateTable
{
    public static void Print(EstimateDocument document, ErrorMatrix? matrix)
    {
        string level = string.Create(CultureInfo.InvariantCulture, $"{document.Level * 100:0.##} % interval");
        Console.Out.WriteLine($"estimated from {EstimateNumbers.Count(document.N)} labelled units");
        TextTable.Write(["|Class", "Estimated ha", level, "Standard error", "CV", "Share", "Mapped ha"], document.Estimates.Select(Row));
        if (document.Accuracy.Users.Count > 0)
        {
            TextTable.Write(
                ["|Class", "Users' accuracy", level, "Producers' accuracy", level],
                document.Accuracy.Users.Select(u => (string[])[u.Class!, EstimateNumbers.Accuracy(u), EstimateNumbers.Percents(u.Interval), .. Producers(document, u.Class!)]));
        }

        if (document.Accuracy.Overall is { } overall)
        {
            Console.Out.WriteLine($"  overall accuracy {EstimateNumbers.Accuracy(overall)}, {level} {EstimateNumbers.Percents(overall.Interval)}");
        }

        if (document.Zones is { } zones)
        {
            TextTable.Write(["|Zone", "|Class", "Estimated ha", level, "CV", "Units"], zones.Select(z => (string[])[z.Zone!, z.Class, EstimateNumbers.Hectares(z.Hectares, z.StandardError), EstimateNumbers.Interval(z.Interval, z.StandardError), EstimateNumbers.Percent(z.CoefficientOfVariation), EstimateNumbers.Count(z.N)]));
        }

        if (matrix is not null)
        {
            Console.Out.WriteLine("  labelled units: rows are strata, columns what the reference says");
            TextTable.Write(["|Stratum", .. matrix.Classes, "Units", "Hectares"], matrix.Strata.Select((s, i) => (string[])[
                s.Name, .. matrix.Counts[i].Select(EstimateNumbers.Count), EstimateNumbers.Count(matrix.Counts[i].Sum()), document.Estimates.Any(e => e.Hectares is not null) ? s.Hectares.ToString("#,##0.##", CultureInfo.InvariantCulture) : "–"]));
        }

        Console.Out.WriteLine($"  {document.Method}");
        foreach (WarningEntry warning in document.Warnings)
        {
            Console.Out.WriteLine($"  note [{warning.Code}]: {warning.Message}");
        }
    }

    private static string[] Row(AreaEntry a) =>
    [
        a.Class,
        EstimateNumbers.Hectares(a.Hectares, a.StandardError),
        EstimateNumbers.Interval(a.Interval, a.StandardError),
        EstimateNumbers.Hectares(a.StandardError, a.StandardError),
        EstimateNumbers.Percent(a.CoefficientOfVariation),
        EstimateNumbers.Percent(a.Share) + (a.Hectares is null ? $" ({EstimateNumbers.Percents(a.ShareInterval)})" : ""),
        a.MappedHectares is { } mapped ? mapped.ToString("#,##0.##", CultureInfo.InvariantCulture) : "–",
    ];

    private static string[] Producers(EstimateDocument document, string name) =>
        document.Accuracy.Producers.FirstOrDefault(p => p.Class == name) is { } p ? [EstimateNumbers.Accuracy(p), EstimateNumbers.Percents(p.Interval)] : ["–", "–"];
}
