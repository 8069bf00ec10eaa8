using RasterEngine.Estimates;

namespace RasterEngine.Samples;

/// <summary>What one interpreter's labels alone say of the target.</summary>
/// <param name="Interpreter">As the table calls them.</param>
/// <param name="Units">Units answered.</param>
/// <param name="Area">Null when a stratum has none of them.</param>
public sealed record InterpreterEstimate(string Interpreter, int Units, AreaEstimate? Area);
