using System.CommandLine;
using RasterEngine.Estimates;

namespace RasterEngine.Host.Cli;

/// <summary><c>--panel P.csv --strata S.json</c>: a row a labelled unit.</summary>
internal static class PanelInput
{
    private static readonly Option<string?> Panel = new("--panel") { Description = "Labelled units, a row each: stratum,map,reference[,weight][,zone][,unit].", HelpName = "P.csv" };

    public static Option<string?> Strata { get; } = new("--strata") { Description = "The strata the units were drawn in: [ { \"name\", \"units\", \"unitHectares\" } ].", HelpName = "S.json" };

    public static EstimateInput Kind { get; } = new("--panel P.csv --strata S.json", [Panel, Strata], (parsed, _) =>
    {
        string table = parsed.GetValue(Panel)!, strata = RequiredStrata(parsed, "--panel");
        return PanelTable.Read(table, DocumentFile.Read(table, "a table of labelled units"), strata, DocumentFile.Read(strata, "a list of strata"));
    });

    public static string RequiredStrata(ParseResult parsed, string beside) =>
        parsed.GetValue(Strata) ?? throw new ScanException("bad-argument", $"{beside} needs --strata S.json beside it: how large each stratum is decides what a unit stands for.");
}
