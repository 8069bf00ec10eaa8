namespace RasterEngine.Masks;

/// <summary>One outermost row or column of a tile: both dates' stored numbers, what excludes them, and each pixel's area.</summary>
internal sealed record TileEdge<TStored>(TStored[] X1, TStored[] Y1, TStored[] X2, TStored[] Y2, byte[] Excluded1, byte[] Excluded2, long[] Areas);
