namespace RasterEngine.Fields;

/// <summary>Pixels that follow each other in a row and belong to one field.</summary>
/// <param name="Row">Row of the mask.</param>
/// <param name="Start">First column.</param>
/// <param name="End">The column after the last.</param>
/// <param name="Part">Which part of the mask it is: parts hang together by edges, fields may do so by corners.</param>
/// <param name="Field">Index of its field in <see cref="FieldSet.Fields"/>.</param>
internal readonly record struct FieldRun(int Row, int Start, int End, int Part, int Field);
