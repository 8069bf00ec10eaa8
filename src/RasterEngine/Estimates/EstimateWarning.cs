namespace RasterEngine.Estimates;

/// <summary>What a reader must know beside an estimate.</summary>
/// <param name="Code">The warning's code: <c>raster-engine explain CODE</c> has a page about it.</param>
/// <param name="Message">One sentence.</param>
public sealed record EstimateWarning(string Code, string Message);
