using System.Reflection;
using System.Security.Cryptography;
using RasterEngine.Areas;
using RasterEngine.Cogs;
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
            Evidence = ReportWords.Evidence(scan),
            AreaKind = "mapped",
            Compare = scan.Comparison?.Name(),
            Engine = new(EngineName, EngineVersion),
            Target = scan.Target is { } t ? new(t.Name, t.Definition, t.SeasonStart is { } start ? [Day(start), Day(t.SeasonEnd!.Value)] : null) : null,
            Index = scan.Index.Name,
            Rule = new(scan.Rule.VegetatedAt, scan.Rule.ChangeOf),
            Grid = GridEntry.Of(grid),
            Before = Before(scan, tally),
            After = After(scan, tally),
            Observed = Entry(tally.Observed),
            ObservedShare = ReportWords.ObservedShare(tally),
            NotSeen = NotSeen(tally),
            Outside = new(result.OutsidePixels),
            Classes = Classes(tally),
            ShiftSensitivity = Shifts(result.Moved),
            Transitions = Transitions(tally),
            Sensitivity = Sensitivity(tally, scan.Rule),
            Zones = [.. result.Zones.Select(z => Zone(scan, z))],
            VegetatedOutsideLand = result.OffLand is { } o ? new(Entry(o.VegetatedBefore), Entry(o.VegetatedAfter), Entry(o.Class(ChangeClass.Gained)), Entry(o.Class(ChangeClass.Lost))) : null,
            Land = scan.Land is { } land ? new(land.Band.Path, land.Keep, land.Origin, land.Year) : null,
            Threshold = result.Threshold is { } threshold ? Threshold(threshold) : null,
            MinimumMappingUnit = result.SmallPatches is { } small ? SmallPatches(scan.MinimumMappingUnit!, small) : null,
            Method = ReportWords.Method(result),
            Warnings = warnings,
            Inputs = [.. result.Inputs.Select(i => new InputEntry(i.Path, i.Bytes, i.Xxh128))],
            Outputs = new(Raster(result.MaskPath))
            {
                Composite = Composite(result) is { } path ? Raster(path) : null,
            },
        };
    }

    private static string? Composite(ScanResult result) =>
        result.Plan.Before.Parts.Count + result.Plan.After.Parts.Count > 0 ? Path.Combine(Path.GetDirectoryName(result.MaskPath)!, CompositeLayers.Name) : null;

    /// <summary>A raster of the result: its file, or the one that stands for its parts, and those.</summary>
    /// <param name="path">Where the file is, or would be.</param>
    internal static FileEntry Raster(string path) => CogParts.Find(path) is { } found && CogParts.AreAt(found)
        ? Hashed(found) with { Parts = [.. CogParts.Files(path).Select(Hashed)] }
        : Hashed(path);

    private static FileEntry Hashed(string path) => new(Path.GetFileName(path), Sha256(path));

    /// <summary>Lower-case hexadecimal.</summary>
    public static string Sha256(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static DateEntry Before(Scan scan, PairTally tally) =>
        new(scan.Before.Date?.ToString(), Entry(tally.VegetatedBefore), new(Entry(tally.VegetatedBeforeAlone), Entry(tally.ObservedBeforeAlone)));

    private static DateEntry After(Scan scan, PairTally tally) =>
        new(scan.After.Date?.ToString(), Entry(tally.VegetatedAfter), new(Entry(tally.VegetatedAfterAlone), Entry(tally.ObservedAfterAlone)));

    private static NotSeenEntry NotSeen(PairTally tally) => new(tally.NotSeen.Pixels, tally.NotSeen.Hectares, tally.Masked.Pixels, tally.NoData.Pixels, tally.Saturated.Pixels);

    private static IReadOnlyList<ClassEntry> Classes(PairTally tally) =>
        [.. ChangeClasses.Observed.Select(c => new ClassEntry((int)c, c.Name(), tally.Class(c).Pixels, tally.Class(c).Hectares))];

    private static TransitionsEntry Transitions(PairTally tally) => new(
        Entry(tally.Transition(Transition.Up)),
        Entry(tally.Transition(Transition.UpSmall)),
        Entry(tally.Transition(Transition.Down)),
        Entry(tally.Transition(Transition.DownSmall)),
        Entry(tally.Transition(Transition.BothAtOrAbove)),
        Entry(tally.Transition(Transition.BothBelow)));

    // What was not seen has no hectares, which is not 0 ha.
    private static ZoneEntry Zone(Scan scan, ZoneResult zone)
    {
        return zone is { Ground: { } ground, Tally: { Observed.Pixels: > 0 } tally }
            ? new(zone.Id, ground.Hectares, Before(scan, tally), After(scan, tally), Entry(tally.Observed), ReportWords.ObservedShare(tally), NotSeen(tally), Classes(tally), Transitions(tally))
            : new(zone.Id, null, null, null, null, null, null, null, null);
    }

    private static ThresholdEntry Threshold(DerivedThreshold t) => new(
        ReportWords.MethodName(t.Method), t.VegetatedAt, double.IsFinite(t.AshmanD) ? Rounded(t.AshmanD) : null, t.Supported, Rounded(t.MeanBelow), Rounded(t.MeanAbove), Rounded(t.SigmaBelow), Rounded(t.SigmaAbove), Rounded(t.ShareAbove), t.Pixels);

    private static double Rounded(double value) => Math.Round(value, 6);

    private static SmallPatchesEntry SmallPatches(MinimumMappingUnit unit, SmallPatches small) => new(
        unit.Hectares,
        (int)unit.Connectivity,
        new(small.GainedPatches.RemovedPatches, small.GainedPatches.KeptPatches, small.Gained.Pixels, small.Gained.Hectares),
        new(small.LostPatches.RemovedPatches, small.LostPatches.KeptPatches, small.Lost.Pixels, small.Lost.Hectares));

    private static ShiftEntry Shifts(IReadOnlyList<CrossingExtents> moved)
    {
        MoveEntry[] moves = [.. Move.All.Zip(moved, (move, extents) => new MoveEntry(move.Columns, move.Rows, Entry(extents.Gained), Entry(extents.Lost)))];
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
