namespace RasterEngine.Estimates;

/// <summary>What became of one report of eradication.</summary>
/// <param name="Eradication">The report.</param>
/// <param name="Cycle">The crop it destroyed; null where it matches none.</param>
/// <param name="Hectares">What it destroyed, none of it counted twice; 0 where it matches no crop.</param>
/// <param name="Reason">Why it matches none; null where it does.</param>
public sealed record EradicationMatch(Eradication Eradication, CropCycle? Cycle, double Hectares, string? Reason);
