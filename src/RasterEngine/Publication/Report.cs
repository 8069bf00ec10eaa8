using System.Reflection;
using System.Security.Cryptography;
using RasterEngine.Areas;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scans;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>Puts a result into the form of report.json.</summary>
public static class Report
{
    public const string EngineName = "raster-engine";

    public static string EngineVersion { get; } = typeof(Report).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static ReportDocument Of(ScanResult result, string scanId)
    {
        ArgumentNullException.ThrowIfNull(result);
        (PairTally tally, Scan scan, Grid grid) = (result.Tally, result.Plan.Scan, result.Plan.Grid);
        IReadOnlyList<WarningEntry> warnings = Warnings.Of(result);
        return new ReportDocument
        {
            ScanId = scanId,
            Name = scan.Name,
            Review = warnings.Any(w => Warnings.ReviewCodes.Contains(w.Code)),
            Evidence = ReportWords.Evidence,
            AreaKind = "mapped",
            Compare = scan.Comparison?.Name(),
            Engine = new(EngineName, EngineVersion),
            Target = scan.Target is { } t ? new(t.Name, t.Definition, t.SeasonStart is { } start ? [Day(start), Day(t.SeasonEnd!.Value)] : null) : null,
            Index = scan.Index.Name,
            Rule = new(scan.Rule.VegetatedAt, scan.Rule.ChangeOf),
            Grid = new(
                grid.CrsText,
                grid.Width,
                grid.Height,
                [grid.GeoTransform.PixelWidth, -grid.GeoTransform.PixelHeight],
                [grid.GeoTransform.OriginX, grid.GeoTransform.OriginY],
                grid.NominalPixelHectares),
            Before = new(scan.Before.Date?.ToString(), Entry(tally.VegetatedBefore), new(Entry(tally.VegetatedBeforeAlone), Entry(tally.ObservedBeforeAlone))),
            After = new(scan.After.Date?.ToString(), Entry(tally.VegetatedAfter), new(Entry(tally.VegetatedAfterAlone), Entry(tally.ObservedAfterAlone))),
            Observed = Entry(tally.Observed),
            ObservedShare = ReportWords.ObservedShare(tally),
            NotSeen = new(tally.NotSeen.Pixels, tally.NotSeen.Hectares, tally.Masked.Pixels, tally.NoData.Pixels, tally.Saturated.Pixels),
            Outside = new(0),
            Classes = [.. ChangeClasses.Observed.Select(c => new ClassEntry((int)c, c.Name(), tally.Class(c).Pixels, tally.Class(c).Hectares))],
            ShiftSensitivity = Shifts(result.Moved),
            Transitions = new(
                Entry(tally.Transition(Transition.Up)),
                Entry(tally.Transition(Transition.UpSmall)),
                Entry(tally.Transition(Transition.Down)),
                Entry(tally.Transition(Transition.DownSmall)),
                Entry(tally.Transition(Transition.BothAtOrAbove)),
                Entry(tally.Transition(Transition.BothBelow))),
            Sensitivity = Sensitivity(tally, scan.Rule),
            Zones = [],
            Method = ReportWords.Method(result),
            Warnings = warnings,
            Inputs = [.. result.Inputs.Select(i => new InputEntry(i.Path, i.Bytes, i.Xxh128))],
            Outputs = new(new(ScanPipeline.MaskName, Sha256(result.MaskPath))),
        };
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public static string Sha256(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static ShiftEntry Shifts(IReadOnlyList<PairTally> moved)
    {
        MoveEntry[] moves = [.. Move.All.Zip(moved, (move, tally) => new MoveEntry(move.Columns, move.Rows, Entry(tally.Class(ChangeClass.Gained)), Entry(tally.Class(ChangeClass.Lost))))];
        return new(moves.Max(m => m.Gained.Hectares), moves.Max(m => m.Lost.Hectares), moves);
    }

    private static List<SensitivityEntry> Sensitivity(PairTally tally, ChangeRule rule)
    {
        var rows = new List<SensitivityEntry>();
        for (int t = 0; t < Cell.ThresholdCount; t++)
        {
            for (int d = 0; d < Cell.ChangeCount; d++)
            {
                var meaning = new CellMeaning(t, d);
                rows.Add(new(rule.Thresholds[t], rule.Changes[d], Of(ChangeClass.Kept), Of(ChangeClass.Gained), Of(ChangeClass.Lost), Of(ChangeClass.Other)));

                ExtentEntry Of(ChangeClass value) => Entry(tally.Class(value, meaning));
            }
        }

        return rows;
    }

    private static ExtentEntry Entry(Extent extent) => new(extent.Pixels, extent.Hectares);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
