namespace RasterEngine.Gdal;

/// <summary>Copies OGR's polygons out as rings.</summary>
internal static unsafe class VectorGeometry
{
    /// <summary>The polygons of a geometry that stays the caller's; arcs become chords of OGR's own step (4°). Null when it holds anything else.</summary>
    /// <exception cref="GdalException">OGR cannot turn the curves into lines.</exception>
    public static List<IReadOnlyList<VectorRing>>? Polygons(nint geometry, string path)
    {
        var polygons = new List<IReadOnlyList<VectorRing>>();
        if (NativeMethods.OGR_GT_IsNonLinear(NativeMethods.OGR_G_GetGeometryType(geometry)) == 0)
            return Collect(geometry, polygons) ? polygons : null;
        GdalErrors.Reset();
        nint linear = NativeMethods.OGR_G_GetLinearGeometry(geometry, 0, null);
        if (linear == 0)
            throw GdalErrors.Failure("OGR_G_GetLinearGeometry", path);
        try
        {
            return Collect(linear, polygons) ? polygons : null;
        }
        finally
        {
            NativeMethods.OGR_G_DestroyGeometry(linear);
        }
    }

    private static bool Collect(nint geometry, List<IReadOnlyList<VectorRing>> polygons)
    {
        int count = NativeMethods.OGR_G_GetGeometryCount(geometry);
        switch (NativeMethods.OGR_GT_Flatten(NativeMethods.OGR_G_GetGeometryType(geometry)))
        {
            case NativeMethods.wkbPolygon:
                if (count > 0)
                    polygons.Add([.. Enumerable.Range(0, count).Select(index => Ring(NativeMethods.OGR_G_GetGeometryRef(geometry, index)))]);
                return true;
            case NativeMethods.wkbMultiPolygon or NativeMethods.wkbGeometryCollection:
                for (int index = 0; index < count; index++)
                {
                    if (!Collect(NativeMethods.OGR_G_GetGeometryRef(geometry, index), polygons))
                        return false;
                }
                return true;
            default:
                return false;
        }
    }

    private static VectorRing Ring(nint ring)
    {
        int count = NativeMethods.OGR_G_GetPointCount(ring);
        double[] x = new double[count], y = new double[count];
        fixed (double* px = x, py = y)
        {
            if (count > 0)
                _ = NativeMethods.OGR_G_GetPoints(ring, px, sizeof(double), py, sizeof(double), null, 0);
        }
        return new VectorRing(x, y);
    }
}
