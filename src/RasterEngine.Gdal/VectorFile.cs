namespace RasterEngine.Gdal;

/// <summary>
/// One layer of a GeoJSON file, GeoPackage or Shapefile, read from its first feature to its last. Belongs to the thread that opened it.
/// </summary>
public sealed unsafe class VectorFile : IDisposable
{
    private readonly Lock gate = new();
    private readonly int owner = Environment.CurrentManagedThreadId;
    private readonly string fidColumn;
    private nint dataset;
    private nint layer;
    private int number;

    private VectorFile(nint dataset, string path, string? layerName)
    {
        this.dataset = dataset;
        Path = path;
        try
        {
            Driver = NativeMethods.Text(NativeMethods.GDALGetDescription(NativeMethods.GDALGetDatasetDriver(dataset))) ?? "";
            layer = Choose(layerName);
            Layer = Name(layer);
            nint definition = NativeMethods.OGR_L_GetLayerDefn(layer);
            FieldNames = [.. Enumerable.Range(0, NativeMethods.OGR_FD_GetFieldCount(definition))
                .Select(index => NativeMethods.Text(NativeMethods.OGR_Fld_GetNameRef(NativeMethods.OGR_FD_GetFieldDefn(definition, index))) ?? "")];
            fidColumn = NativeMethods.Text(NativeMethods.OGR_L_GetFIDColumn(layer)) ?? "";
            nint borrowed = NativeMethods.OGR_L_GetSpatialRef(layer);
            using OsrHandle? copy = borrowed == 0 ? null : NativeMethods.OSRClone(borrowed);
            // Heights are dropped, so the reference's are too: GeoJSON with heights says EPSG:4979.
            if (copy is not null)
                _ = NativeMethods.OSRDemoteTo2D(copy, null);
            SpatialReference = copy is null ? null : SpatialReferenceReader.Read(copy);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>GDAL's short name of the format: GeoJSON, GPKG or ESRI Shapefile.</summary>
    public string Driver { get; }

    /// <summary>The layer's name.</summary>
    public string Layer { get; }

    /// <summary>The names of the layer's fields, in its order.</summary>
    public IReadOnlyList<string> FieldNames { get; }

    /// <summary>Null when the file names none, as a Shapefile without .prj. GeoJSON without "crs" is WGS 84.</summary>
    public SpatialReference? SpatialReference { get; }

    /// <summary>Opens a file for reading; nothing is written beside it.</summary>
    /// <param name="path">Of the .geojson, .json, .gpkg or .shp file.</param>
    /// <param name="layer">Which layer; may be left out when only one holds geometries.</param>
    /// <exception cref="GdalException">Not such a file, damaged, being written to, or the layer is missing or cannot be told.</exception>
    public static VectorFile Open(string path, string? layer = null)
    {
        GdalLibrary.EnsureLoaded();
        string full = RasterFile.ToRead(path);
        VectorFormat format = VectorFormat.Of(full);
        // What waits in the log belongs to the database but is not in the file, whose bytes are all that is read.
        if (format.Driver == "GPKG" && new FileInfo(full + "-wal") is { Exists: true, Length: > 0 })
            throw new GdalException("GDALOpenEx", full, "has changes that wait in its -wal file, so another program is using it or broke off; expected a closed GeoPackage.");
        if (format.Driver == "GeoJSON")
            GeoJsonCrs.Check(full);
        GdalErrors.Reset();
        nint dataset = NativeMethods.GDALOpenEx(
            full, NativeMethods.GDAL_OF_VECTOR | NativeMethods.GDAL_OF_VERBOSE_ERROR, [format.Driver, null], [.. format.OpenOptions, null], 0);
        return dataset == 0 ? throw GdalErrors.Failure("GDALOpenEx", full) : new VectorFile(dataset, full, layer);
    }

    /// <summary>Reads GeoJSON that is not in a file.</summary>
    /// <param name="name">How messages call it.</param>
    /// <param name="features">A FeatureCollection. Without "crs", which the caller checks: one of those could name an address to fetch.</param>
    /// <exception cref="GdalException">It is not GeoJSON.</exception>
    public static VectorFile OfGeoJson(string name, string features)
    {
        GdalLibrary.EnsureLoaded();
        GdalErrors.Reset();
        nint dataset = NativeMethods.GDALOpenEx(features, NativeMethods.GDAL_OF_VECTOR | NativeMethods.GDAL_OF_VERBOSE_ERROR, ["GeoJSON", null], [null], 0);
        return dataset == 0 ? throw new GdalException("GDALOpenEx", name, "is not a GeoJSON FeatureCollection with geometries.") : new VectorFile(dataset, name, null);
    }

    /// <summary>The files that reading <paramref name="path"/> reads: itself, and of a Shapefile also those of its other parts that exist.</summary>
    public static IReadOnlyList<string> Parts(string path) =>
        System.IO.Path.GetExtension(path).Equals(".shp", StringComparison.OrdinalIgnoreCase)
            ? [path, .. from part in (string[])[".shx", ".dbf", ".prj", ".cpg"]
                        let names = (string[])[part, part.ToUpperInvariant()]
                        let found = names.Select(name => System.IO.Path.ChangeExtension(path, name)).FirstOrDefault(File.Exists)
                        where found is not null
                        select found]
            : [path];

    /// <summary>The next feature, with one field as its text; null after the last.</summary>
    /// <param name="field">One of <see cref="FieldNames"/>, or the name of the column of feature numbers; null for none.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    /// <exception cref="GdalException">The file is damaged.</exception>
    /// <exception cref="InvalidOperationException">Called from another thread than the owner's.</exception>
    public VectorFeature? Next(string? field = null)
    {
        ThreadOwnership.Check(owner, Path);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(dataset == 0, this);
            if (field is not null && !HasField(field))
                throw new ArgumentException($"Found no field {field}, expected one of {string.Join(", ", FieldNames)}.", nameof(field));
            GdalErrors.Reset();
            nint feature = NativeMethods.OGR_L_GetNextFeature(layer);
            if (feature == 0)
            {
                GdalErrors.ThrowIfReported("OGR_L_GetNextFeature", Path);
                return null;
            }
            try
            {
                return Copy(feature, field);
            }
            finally
            {
                NativeMethods.OGR_F_Destroy(feature);
            }
        }
    }

    /// <summary>True when <see cref="Next"/> can give this field.</summary>
    public bool HasField(string field) => FieldNames.Contains(field) || (fidColumn.Length > 0 && field == fidColumn);

    public void Dispose()
    {
        lock (gate)
        {
            if (dataset != 0)
                _ = NativeMethods.GDALClose(dataset);
            dataset = layer = 0;
        }
    }

    private VectorFeature Copy(nint feature, string? field)
    {
        nint geometry = NativeMethods.OGR_F_GetGeometryRef(feature);
        return new VectorFeature(
            checked(++number),
            field is null ? null : Text(feature, field),
            geometry == 0 ? null : NativeMethods.Text(NativeMethods.OGR_G_GetGeometryName(geometry)),
            geometry == 0 ? [] : VectorGeometry.Polygons(geometry, Path));
    }

    private string? Text(nint feature, string field)
    {
        int index = 0;
        while (index < FieldNames.Count && FieldNames[index] != field)
            index++;
        if (index == FieldNames.Count)
            return NativeMethods.OGR_F_GetFID(feature).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return NativeMethods.OGR_F_IsFieldSetAndNotNull(feature, index) == 0 ? null : NativeMethods.Text(NativeMethods.OGR_F_GetFieldAsString(feature, index));
    }

    private nint Choose(string? name)
    {
        nint[] layers = [.. Enumerable.Range(0, NativeMethods.GDALDatasetGetLayerCount(dataset)).Select(index => NativeMethods.GDALDatasetGetLayer(dataset, index))];
        nint[] fitting = [.. layers.Where(one => name is null ? NativeMethods.OGR_L_GetGeomType(one) != NativeMethods.wkbNone : Name(one) == name)];
        if (fitting.Length == 1)
            return fitting[0];
        string names = layers.Length == 0 ? "none" : string.Join(", ", layers.Select(Name));
        throw new GdalException("GDALDatasetGetLayer", Path, name is null && fitting.Length == 0
            ? $"no layer holds geometries (layers: {names})."
            : name is null ? $"several layers hold geometries ({names}), expected one." : $"there is no layer {name} (layers: {names}).");
    }

    private static string Name(nint layer) => NativeMethods.Text(NativeMethods.OGR_L_GetName(layer)) ?? "";
}
