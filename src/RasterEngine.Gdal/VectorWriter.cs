namespace RasterEngine.Gdal;

/// <summary>Writes one layer of multipolygons into a new GeoPackage, GeoJSON or FlatGeobuf file. Belongs to the thread that made it.</summary>
public sealed unsafe class VectorWriter : IDisposable
{
    private readonly int owner = Environment.CurrentManagedThreadId;
    private readonly IReadOnlyList<VectorField> fields;
    private readonly string path;
    private readonly nint layer, definition;
    private nint dataset;

    private VectorWriter(nint dataset, string path, string driver, string name, SpatialReference reference, IReadOnlyList<VectorField> fields)
    {
        (this.dataset, this.path, this.fields) = (dataset, path, fields);
        try
        {
            using OsrHandle native = SpatialReferenceReader.Import(reference.Wkt);
            // RFC 7946: WGS 84, right-handed rings, seven decimals.
            string?[] options = driver == "GeoJSON" ? ["RFC7946=YES", null] : [null];
            GdalErrors.Reset();
            layer = NativeMethods.GDALDatasetCreateLayer(dataset, name, native, NativeMethods.wkbMultiPolygon, options);
            if (layer == 0)
                throw GdalErrors.Failure("GDALDatasetCreateLayer", path);
            foreach (VectorField field in fields)
                AddField(field);
            definition = NativeMethods.OGR_L_GetLayerDefn(layer);
            // One transaction for all features where the format knows them; others refuse, which does no harm.
            _ = NativeMethods.GDALDatasetStartTransaction(dataset, 0);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The driver's short name for a path, by its extension: .gpkg, .geojson or .fgb; null for any other.</summary>
    public static string? DriverOf(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".GPKG" => "GPKG",
        ".GEOJSON" => "GeoJSON",
        ".FGB" => "FlatGeobuf",
        _ => null,
    };

    /// <summary>Creates a file that does not exist yet.</summary>
    /// <param name="path">Its extension says the format (<see cref="DriverOf"/>).</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="reference">Coordinates are in it, x first. A GeoJSON file's must be WGS 84.</param>
    /// <param name="fields">The columns.</param>
    /// <exception cref="ArgumentException">Another extension.</exception>
    /// <exception cref="GdalException">It cannot be created, or this libgdal has no such driver.</exception>
    public static VectorWriter Create(string path, string layer, SpatialReference reference, IReadOnlyList<VectorField> fields)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(fields);
        string full = RasterFile.ToWrite(path), driver = DriverOf(path) ?? throw new ArgumentException($"Found {path}, expected .gpkg, .geojson or .fgb.", nameof(path));
        GdalLibrary.EnsureLoaded();
        nint native = NativeMethods.GDALGetDriverByName(driver);
        if (native == 0)
            throw new GdalException("GDALGetDriverByName", full, $"this libgdal has no {driver} driver.");
        GdalErrors.Reset();
        nint dataset = NativeMethods.GDALCreate(native, full, 0, 0, 0, 0, [null]);
        return dataset == 0 ? throw GdalErrors.Failure("GDALCreate", full) : new VectorWriter(dataset, full, driver, layer, reference, fields);
    }

    /// <summary>Adds one feature.</summary>
    /// <param name="values">One for each field, of its type, or null.</param>
    /// <param name="polygons">Each polygon's outer ring, then its holes; rings end with their first point.</param>
    /// <exception cref="GdalException">GDAL reported a failure.</exception>
    public void Add(IReadOnlyList<object?> values, IReadOnlyList<IReadOnlyList<VectorRing>> polygons)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(polygons);
        ThreadOwnership.Check(owner, path);
        ObjectDisposedException.ThrowIf(dataset == 0, this);
        if (values.Count != fields.Count)
            throw new ArgumentException($"Found {values.Count} values, expected {fields.Count}.", nameof(values));
        nint feature = NativeMethods.OGR_F_Create(definition);
        try
        {
            for (int index = 0; index < values.Count; index++)
                Set(feature, index, values[index]);
            GdalErrors.Reset();
            // OGRErr: 0 is success. The feature owns the geometry from here on.
            if (NativeMethods.OGR_F_SetGeometryDirectly(feature, Geometry(polygons)) != 0 || NativeMethods.OGR_L_CreateFeature(layer, feature) != 0)
                throw GdalErrors.Failure("OGR_L_CreateFeature", path);
        }
        finally
        {
            NativeMethods.OGR_F_Destroy(feature);
        }
    }

    /// <summary>Writes what is pending and closes. Only this tells whether everything has arrived.</summary>
    /// <exception cref="GdalException">GDAL reported a failure; the file is closed all the same.</exception>
    public void Close()
    {
        ThreadOwnership.Check(owner, path);
        ObjectDisposedException.ThrowIf(dataset == 0, this);
        nint open = dataset;
        GdalErrors.Reset();
        _ = NativeMethods.GDALDatasetCommitTransaction(open);
        dataset = 0;
        int error = NativeMethods.GDALClose(open);
        GdalErrors.ThrowIfReported("GDALClose", path);
        if (GdalLibrary.VersionNumber >= 3070000)
            GdalErrors.ThrowIfFailed(error, "GDALClose", path);
    }

    public void Dispose()
    {
        if (dataset != 0)
            _ = NativeMethods.GDALClose(dataset);
        dataset = 0;
    }

    private void AddField(VectorField field)
    {
        int type = field.Type == typeof(long) ? NativeMethods.OFTInteger64
            : field.Type == typeof(double) ? NativeMethods.OFTReal
            : field.Type == typeof(string) ? NativeMethods.OFTString
            : throw new ArgumentException($"Found a field of {field.Type}, expected long, double or string.", nameof(field));
        nint native = NativeMethods.OGR_Fld_Create(field.Name, type);
        int error = NativeMethods.OGR_L_CreateField(layer, native, 0);
        NativeMethods.OGR_Fld_Destroy(native);
        if (error != 0)
            throw GdalErrors.Failure("OGR_L_CreateField", path);
    }

    private static void Set(nint feature, int index, object? value)
    {
        switch (value)
        {
            case long number:
                NativeMethods.OGR_F_SetFieldInteger64(feature, index, number);
                break;
            case double number:
                NativeMethods.OGR_F_SetFieldDouble(feature, index, number);
                break;
            case string text:
                NativeMethods.OGR_F_SetFieldString(feature, index, text);
                break;
            case null:
                NativeMethods.OGR_F_SetFieldNull(feature, index);
                break;
            default:
                throw new ArgumentException($"Found a value of {value.GetType()}, expected long, double, string or null.", nameof(value));
        }
    }

    private static nint Geometry(IReadOnlyList<IReadOnlyList<VectorRing>> polygons)
    {
        nint all = NativeMethods.OGR_G_CreateGeometry(NativeMethods.wkbMultiPolygon);
        foreach (IReadOnlyList<VectorRing> rings in polygons)
        {
            nint polygon = NativeMethods.OGR_G_CreateGeometry(NativeMethods.wkbPolygon);
            foreach (VectorRing ring in rings)
            {
                nint native = NativeMethods.OGR_G_CreateGeometry(NativeMethods.wkbLinearRing);
                fixed (double* x = ring.X, y = ring.Y)
                    NativeMethods.OGR_G_SetPoints(native, ring.X.Length, x, sizeof(double), y, sizeof(double), null, 0);
                _ = NativeMethods.OGR_G_AddGeometryDirectly(polygon, native);
            }
            _ = NativeMethods.OGR_G_AddGeometryDirectly(all, polygon);
        }
        return all;
    }
}
