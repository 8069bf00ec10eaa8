namespace RasterEngine.Samples;

/// <summary>What one interpreter said of one unit.</summary>
/// <param name="Unit">Its number in sample.csv.</param>
/// <param name="Shares">Share of each reference class, in the design's order, 0 to 1 and 1 in all; null: no answer.</param>
/// <param name="Interpreter">Empty when the table does not say.</param>
/// <param name="Date">What the interpreter looked at; empty when the table does not say.</param>
/// <param name="Place">File and line, for messages.</param>
public sealed record UnitLabel(int Unit, IReadOnlyList<double>? Shares, string Interpreter, string Date, string Place);
