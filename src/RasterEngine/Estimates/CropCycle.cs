namespace RasterEngine.Estimates;

/// <summary>One crop on one field, as far as it was seen.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="FirstSeen">The first date on which it stood.</param>
/// <param name="LastSeen">The last date on which it stood.</param>
/// <param name="Hectares">Its area.</param>
public sealed record CropCycle(string Field, DateOnly FirstSeen, DateOnly LastSeen, double Hectares);
