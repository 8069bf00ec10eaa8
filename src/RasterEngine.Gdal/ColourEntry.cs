namespace RasterEngine.Gdal;

/// <summary>The colour of one pixel value in a colour table. Each part is 0 to 255; alpha 255 is opaque.</summary>
public readonly record struct ColourEntry(byte Value, byte Red, byte Green, byte Blue, byte Alpha);
