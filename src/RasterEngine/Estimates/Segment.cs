namespace RasterEngine.Estimates;

/// <summary>One labelled segment, cell or field: what the map has of the class in it and what the reference has, in one unit (hectares, or a share).</summary>
/// <param name="Stratum">Index of the stratum it was drawn in.</param>
/// <param name="Mapped">x.</param>
/// <param name="Reference">y.</param>
public readonly record struct Segment(int Stratum, double Mapped, double Reference);
