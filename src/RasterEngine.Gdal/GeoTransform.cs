namespace RasterEngine.Gdal;

/// <summary>
/// The six numbers that place pixels, in GDAL's order:
/// X = OriginX + column · PixelWidth + row · RowRotation, Y = OriginY + column · ColumnRotation + row · PixelHeight.
/// The origin is the upper-left corner of pixel (0, 0), so its centre is at column 0.5, row 0.5.
/// <paramref name="PixelHeight"/> is negative when north is up. Units are those of the raster's spatial reference.
/// </summary>
public readonly record struct GeoTransform(
    double OriginX, double PixelWidth, double RowRotation, double OriginY, double ColumnRotation, double PixelHeight)
{
    /// <summary>True when none of the six is NaN or infinite.</summary>
    public bool IsFinite =>
        double.IsFinite(OriginX) && double.IsFinite(PixelWidth) && double.IsFinite(RowRotation)
        && double.IsFinite(OriginY) && double.IsFinite(ColumnRotation) && double.IsFinite(PixelHeight);

    /// <summary>True when columns run east and rows run south, with no rotation or shear.</summary>
    public bool IsNorthUp => !IsRotated && PixelWidth > 0 && PixelHeight < 0;

    /// <summary>True when a row or a column runs aslant (rotation or shear), or when that cannot be known because it is NaN.</summary>
    public bool IsRotated => RowRotation != 0 || ColumnRotation != 0;

    /// <summary>The place of a point in the pixel plane; (0.5, 0.5) is the centre of the first pixel.</summary>
    public Place At(double column, double row) =>
        new(OriginX + column * PixelWidth + row * RowRotation, OriginY + column * ColumnRotation + row * PixelHeight);

    /// <summary>
    /// The transform of a raster whose pixel (0, 0) is this one's pixel (<paramref name="columns"/>, <paramref name="rows"/>).
    /// </summary>
    public GeoTransform Shift(double columns, double rows)
    {
        Place origin = At(columns, rows);
        return this with { OriginX = origin.X, OriginY = origin.Y };
    }
}
