namespace RasterEngine.Estimates;

/// <summary>
/// Gross, destroyed and net area of a season (algorithms.md §15). An eradication counts when it falls on a field where a crop was last seen standing at most some days
/// before; a crop that was seen standing afterwards was not destroyed by it, and one that comes up again is a new cycle.
/// </summary>
/// <param name="GrossHectares">Ever cropped in the season: a field counts once, whatever its cycles.</param>
/// <param name="CycleHectares">Every cycle counts.</param>
/// <param name="DestroyedHectares">What matched eradications destroyed.</param>
/// <param name="NetHectares">Gross less what was destroyed after the field was last seen cropped. What was destroyed and planted again is not taken off.</param>
/// <param name="Matches">Every report, matched or not, with the reason.</param>
public sealed record CropAccount(double GrossHectares, double CycleHectares, double DestroyedHectares, double NetHectares, IReadOnlyList<EradicationMatch> Matches)
{
    /// <summary>A crop need not be seen on the day before it is cut: clear images are weeks apart.</summary>
    public const int LongestGapDays = 45;

    /// <summary>Reported and matched to no crop that was seen.</summary>
    public double UnmatchedHectares => Matches.Where(m => m.Cycle is null).Sum(m => m.Eradication.ReportedHectares);

    /// <param name="cycles">Crops seen in the season.</param>
    /// <param name="eradications">Reports, in any order.</param>
    /// <param name="longestGapDays">Most days between the last sight of a crop and its destruction.</param>
    public static CropAccount Of(IReadOnlyList<CropCycle> cycles, IReadOnlyList<Eradication> eradications, int longestGapDays = LongestGapDays)
    {
        ArgumentNullException.ThrowIfNull(cycles);
        ArgumentNullException.ThrowIfNull(eradications);
        ILookup<string, CropCycle> ofField = cycles.ToLookup(c => c.Field);
        var left = new Dictionary<CropCycle, double>(ReferenceEqualityComparer.Instance);
        foreach (CropCycle cycle in cycles)
        {
            left[cycle] = cycle.Hectares;
        }

        var matches = new List<EradicationMatch>();
        foreach (Eradication report in eradications.OrderBy(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal))
        {
            matches.Add(Match(report, report.Field is { } field ? [.. ofField[field]] : [], left, longestGapDays));
        }

        double gross = ofField.Sum(field => field.Max(c => c.Hectares));
        double afterLast = ofField.Sum(field =>
        {
            CropCycle last = field.MaxBy(c => c.LastSeen)!;
            return last.Hectares - left[last];
        });
        return new CropAccount(gross, cycles.Sum(c => c.Hectares), matches.Sum(m => m.Hectares), gross - afterLast, matches);
    }

    private static EradicationMatch Match(Eradication report, CropCycle[] field, Dictionary<CropCycle, double> left, int longestGapDays)
    {
        if (field.Length == 0)
        {
            return new EradicationMatch(report, null, 0, "no crop was seen there");
        }

        CropCycle? cycle = field.Where(c => c.FirstSeen <= report.Date).MaxBy(c => c.FirstSeen);
        string? reason = cycle is null ? "the crop was first seen later"
            : cycle.LastSeen > report.Date ? "the crop was seen standing afterwards"
            : report.Date.DayNumber - cycle.LastSeen.DayNumber > longestGapDays ? FormattableString.Invariant($"the crop was last seen more than {longestGapDays} days before")
            : left[cycle] <= 0 || report.OverlapHectares <= 0 ? "no more of the crop was there"
            : null;
        if (reason is not null)
        {
            return new EradicationMatch(report, null, 0, reason);
        }

        double hectares = Math.Min(left[cycle!], report.OverlapHectares);
        left[cycle!] -= hectares;
        return new EradicationMatch(report, cycle, hectares, null);
    }
}
