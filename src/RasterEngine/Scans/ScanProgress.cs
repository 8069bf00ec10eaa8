namespace RasterEngine.Scans;

/// <summary>How far a scan is.</summary>
/// <param name="Stage">What is being done, in words.</param>
/// <param name="DonePixels">Pixels compared.</param>
/// <param name="TotalPixels">Pixels to compare; 0 before they are known.</param>
public readonly record struct ScanProgress(string Stage, long DonePixels, long TotalPixels);
