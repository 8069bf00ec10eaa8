using System.Globalization;
using RasterEngine.Monitors;

namespace RasterEngine.Publication;

/// <summary>What a monitor lets us say.</summary>
internal static class MonitorWords
{
    // Of the pixels seen in the history: from here on the hectares of breaks leave out too much not to say so.
    private const double UnmonitoredShare = 0.05;

    /// <summary>One paragraph.</summary>
    public static string Method(MonitorQuestion question)
    {
        MonitorDesign d = question.Design;
        string judged = d.Method switch
        {
            MonitorMethod.Cusum => Text($"the cumulative sum of its residuals leaves the boundary for a false alarm rate of {d.Alpha} (a = {d.Critical:0.######})"),
            MonitorMethod.Mosum => Text($"the sum of its last residuals, {d.Window} of the history, leaves the boundary for a false alarm rate of {d.Alpha} (λ = {d.Critical:0.######})"),
            MonitorMethod.Ewma => Text($"the exponentially weighted average of its residuals (weight {d.Weight}) leaves {d.Limit} standard errors; residuals beyond {d.IgnoreAbove} scales do not count"),
            _ => Text($"{d.InARow} residuals in a row exceed {d.Limit} times their scale; the break is dated at the first of them"),
        };
        string side = d.Side switch { MonitorSide.Loss => "downwards only", MonitorSide.Gain => "upwards only", _ => "either way" };
        string history = d.SelectsHistory ? Text($", of its stable end only (reverse-ordered CUSUM, {d.Alpha})") : "";
        string recovery = d.RecoveryInARow > 0
            ? Text($"A broken pixel whose {d.RecoveryInARow} next observations in a row lie within {d.RecoveredWithin} scales of its model is monitored anew, so several cycles can be found.")
            : "A broken pixel is not monitored any more.";
        return Text($"The {question.Index.Name} of every pixel is fitted by least squares with {d.Model.Order} harmonic{(d.Model.Order > 1 ? "s" : "")} of the year{(d.Model.HasTrend ? " and a trend" : "")} over its history{history}; pixels with fewer than {d.SmallestHistory} observations are not monitored. A pixel breaks when {judged}, {side}. {recovery} Hectares are true ground area, counted from pixels, at the scene in which the break was noticed.");
    }

    public static IReadOnlyList<WarningEntry> Warnings(MonitorResult result)
    {
        var warnings = new List<WarningEntry>
        {
            new("no-land-mask", "No land mask was given: forest, meadow, garden and any other green land are in these hectares. They are vegetated land, not crop land."),
        };
        PixelSum unmonitored = result.ByStatus[(int)PixelStatus.Unmonitored];
        long seen = result.ByStatus.Where((_, status) => status != (int)PixelStatus.NotSeen).Sum(s => s.Pixels);
        if (unmonitored.Pixels > UnmonitoredShare * seen)
        {
            warnings.Add(new("few-observations", Text($"{result.Areas.Sum(unmonitored.Steps).Hectares:#,##0.##} ha have too few observations in the history, or none of its shape: nothing is known of breaks there.")));
        }

        return warnings;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
