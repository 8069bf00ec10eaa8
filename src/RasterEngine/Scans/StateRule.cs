using RasterEngine.Kernels;
using RasterEngine.Masks;

namespace RasterEngine.Scans;

/// <summary>Reads “state”: what a season's clear observations must show (algorithms.md §18).</summary>
internal static class StateRule
{
    private static readonly string[] Fields = ["rule", "peakAt", "bareAt", "amplitude", "minClear", "maxGapDays", "robustLow", "lossWithinDays", "ripeFrom"];

    /// <param name="state">The object.</param>
    /// <param name="pairRule">The document's “rule”, whose T tells how much was green at all; null when it has none.</param>
    /// <param name="index">The index thresholds are of.</param>
    /// <param name="ripeFrom">The day from which a fall to bare is harvest; null when not stated.</param>
    public static SeasonRule Read(DocumentObject state, DocumentObject? pairRule, SpectralIndex index, out DateOnly? ripeFrom)
    {
        state.Allow(Fields, []);
        if (state.Text("rule") is { } name && name != "season")
        {
            throw state.Wrong("rule", "\"season\"");
        }

        decimal peak = Threshold(state, "peakAt", index.Smallest, index.Largest, index), bare = Threshold(state, "bareAt", index.Smallest, index.Largest, index);
        if (bare >= peak)
        {
            throw state.Wrong("bareAt", $"less than “peakAt”, {peak}");
        }

        ripeFrom = state.Day("ripeFrom");
        SeasonRule known = new(peak, bare, Threshold(state, "amplitude", 0m, index.Largest - index.Smallest, index));
        pairRule?.Allow(["vegetatedAt", "changeOf"], []);
        return known with
        {
            MinClear = state.WholeNumber("minClear", 1, 1000) ?? known.MinClear,
            MaxGapDays = state.WholeNumber("maxGapDays", 1, 3660) ?? known.MaxGapDays,
            RobustLow = state.Flag("robustLow") ?? known.RobustLow,
            LossWithinDays = state.WholeNumber("lossWithinDays", 0, 366) ?? known.LossWithinDays,
            VegetatedAt = pairRule is { } rule && rule.Has("vegetatedAt") ? Threshold(rule, "vegetatedAt", index.Smallest, index.Largest, index) : null,
        };
    }

    private static decimal Threshold(DocumentObject holder, string name, decimal smallest, decimal largest, SpectralIndex index)
    {
        decimal value = holder.RequiredDecimal(name);
        return value < smallest || value > largest
            ? throw new ScanException("threshold-out-of-range", $"{holder.Field(name)} is {value}; expected {smallest} to {largest} for {index.Name}.")
            : DecimalInteger.Split(value).Places > ChangeRule.MostPlaces
            ? throw new ScanException("threshold-too-many-digits", $"{holder.Field(name)} is {value}; expected at most {ChangeRule.MostPlaces} decimals, so that it can be compared exactly.")
            : value;
    }
}
