using System.Globalization;

namespace RasterEngine.Samples;

/// <summary>What is said of a sample.</summary>
internal static class SampleWords
{
    /// <summary>One paragraph: population, strata, sizes, draw.</summary>
    public static string Method(SamplePlan plan)
    {
        SampleFrame frame = plan.Frame;
        string unit = frame.Side == 1 ? "pixels" : string.Create(CultureInfo.InvariantCulture, $"cells of {frame.Side} × {frame.Side} pixels");
        string where = frame.Restriction is { } r ? $" where {r.Source.Path} holds {string.Join(", ", r.Keep.Order())}" : "";
        string buffer = plan.Strata.Any(s => s.Index == frame.BufferStratum)
            ? frame.BufferPixels > 0 ? $", a buffer of {frame.BufferPixels} pixels around the mapped target" : ", a buffer of cells that hold some of the target"
            : "";
        string unseen = plan.Strata.Any(s => s.Index == frame.UnobservedStratum) ? ", what the map has not seen" : "";
        string size = plan.Design.ByHand is not null ? "chosen by hand" : $"by {(plan.Design.Allocation == Allocation.Neyman ? "Neyman" : plan.Design.Allocation.ToString().ToLowerInvariant())} allocation";
        return string.Create(CultureInfo.InvariantCulture, $"Stratified random sample of {unit} of {frame.Map.Name}{where}: strata are the map's classes{buffer}{unseen}. {plan.Size:#,##0} units {size} with at least {plan.Design.Floor} where the target is expected, drawn without replacement with equal chances within a stratum, seed {plan.Design.Seed}. Hectares of strata are true ground area.");
    }
}
