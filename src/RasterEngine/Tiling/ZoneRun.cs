namespace RasterEngine.Tiling;

/// <summary>Pixels side by side in one row that a zone covers alike.</summary>
/// <param name="Zone">Index into <see cref="ZoneLayer.Ids"/>.</param>
/// <param name="Column">Of the first pixel, from the window's left.</param>
/// <param name="Length">Pixels, 1 or more; 1 where they are covered in part.</param>
/// <param name="Share">1 to 65,536; 65,536 is the whole pixel.</param>
public readonly record struct ZoneRun(int Zone, int Column, int Length, int Share);
