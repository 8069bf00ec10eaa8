namespace RasterEngine.Estimates;

/// <summary>One published number beside what this machine computes for it.</summary>
/// <param name="Table">Where it was published.</param>
/// <param name="Quantity">What it is.</param>
/// <param name="Published">The number as stored.</param>
/// <param name="Computed">Ours; null: not estimated.</param>
/// <param name="Tolerance">1e-9 of the number, or half a unit of its last stored digit where that is more.</param>
public sealed record SelfTestNumber(string Table, string Quantity, double Published, double? Computed, double Tolerance)
{
    public bool Agrees => Computed is { } c && Math.Abs(c - Published) <= Tolerance;
}
